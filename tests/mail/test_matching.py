"""Which letter a saved mail belongs to: what is suggested, what only offered, what unknown."""

from datetime import date
from typing import Any

import pytest

from foi.mail.matching import Facts, Known, Letters, Match, Why, hosts_of, match

KENT, DEVON = "TD-AAAAAA", "TD-BBBBBB"


def known(ref: str, **facts: Any) -> Known:
    plain: dict[str, Any] = {
        "reply_token": f"token-{ref}",
        "council_ref": "",
        "hosts": frozenset({"kent.gov.uk"}),
        "sent_on": date(2026, 11, 20),
        "title": "Staff targets",
    }
    return Known(ref=ref, **plain | facts)


LETTERS = Letters(
    [
        known(KENT, council_ref="FOI/2026/0123", message_ids=frozenset({"<sent@site>"})),
        known(DEVON, council_ref="12345678", hosts=frozenset({"devon.gov.uk"})),
    ]
)


def of(letters: Letters = LETTERS, **facts: Any) -> Match:
    plain: dict[str, Any] = {
        "from_address": "someone@elsewhere.example",
        "to": (),
        "subject": "Your letter",
        "body": "Please find our answer.",
        "sent_on": date(2026, 12, 10),
    }
    return match(Facts(**plain | facts), letters)


@pytest.mark.parametrize(
    ("facts", "ref", "why"),
    [
        ({"answered": ("<other@x>", "<sent@site>")}, KENT, Why.ANSWERS),
        ({"subject": "RE: td-bbbbbb, your letter"}, DEVON, Why.REFERENCE),
        ({"subject": "RE: (TDBBBBBB)"}, DEVON, Why.REFERENCE),
        ({"body": "Your reference: TD-AAAAAA."}, KENT, Why.REFERENCE),
        ({"to": (f"reply+token-{DEVON}@site.example",)}, DEVON, Why.REFERENCE),
        ({"subject": "FOI 2026-0123: response"}, KENT, Why.COUNCIL_REF),
        ({"subject": "foi20260123"}, KENT, Why.COUNCIL_REF),
        ({"body": "Case 12345678 is closed."}, DEVON, Why.COUNCIL_REF),
        (
            {"from_address": "x@mail.kent.gov.uk", "subject": "Freedom of Information request"},
            KENT,
            Why.DOMAIN,
        ),
        (
            {"from_address": "FOI@KENT.GOV.UK", "body": "Under the FOIA we answer."},
            KENT,
            Why.DOMAIN,
        ),
        ({"from_address": "x@kent.gov.uk", "subject": "Staff targets"}, KENT, Why.DOMAIN),
    ],
)
def test_a_mail_finds_its_letter(facts: dict[str, Any], ref: str, why: Why) -> None:
    assert of(**facts) == Match((ref,), why)


@pytest.mark.parametrize(
    "facts",
    [
        {"subject": "RE: TD-ZZZZZZ"},  # nobody's, or somebody else's: as good as none
        {"subject": "RE: TD-AAAAAAB"},
        {"from_address": "x@notkent.gov.uk", "subject": "FOI request"},
        {"from_address": "x@kent.gov.uk.example", "subject": "FOI request"},
        {"from_address": "x@gov.uk", "subject": "FOI request"},
        {"body": "Telephone 9123456789."},  # a number within a longer one
        {"from_address": "x@kent.gov.uk", "subject": "FOI", "sent_on": date(2026, 11, 1)},
        {},
    ],
)
def test_what_belongs_to_no_letter_of_hers_stays_unknown(facts: dict[str, Any]) -> None:
    assert of(**facts) == Match()


def test_a_mail_of_the_council_about_something_else_is_only_offered() -> None:
    found = of(from_address="officer@kent.gov.uk", subject="Your son's annual review")
    assert found == Match((KENT,), None)


def test_several_letters_are_told_apart_by_day_and_title_or_only_offered() -> None:
    later = known("TD-CCCCCC", title="Bands and tariffs", sent_on=date(2026, 12, 15))
    other = known("TD-DDDDDD", title="Bands and tariffs")
    facts = {"from_address": "foi@kent.gov.uk", "subject": "FOI: bands and tariffs"}
    first = known(KENT)
    assert of(Letters([first, later]), **facts) == Match((KENT,), Why.DOMAIN)
    assert of(Letters([first, other]), **facts) == Match(("TD-DDDDDD",), Why.DOMAIN)
    same = known("TD-EEEEEE", title="Bands and tariffs")
    assert of(Letters([first, other, same]), **facts) == Match(
        ("TD-DDDDDD", "TD-EEEEEE", KENT), None
    )


def test_a_subject_that_names_two_letters_answers_both_and_a_text_only_offers_them() -> None:
    assert of(subject=f"{KENT} and {DEVON}") == Match((KENT, DEVON), Why.REFERENCE)
    assert of(body=f"{KENT} and {DEVON}") == Match((KENT, DEVON), None)


def test_two_councils_with_the_same_number_are_told_apart_by_the_sender() -> None:
    letters = Letters(
        [
            known(KENT, council_ref="FOI-12345"),
            known(DEVON, council_ref="FOI 12345", hosts=frozenset({"devon.gov.uk"})),
        ]
    )
    said = {"subject": "Response FOI12345"}
    assert of(letters, from_address="a@devon.gov.uk", **said) == Match((DEVON,), Why.COUNCIL_REF)
    assert of(letters, **said) == Match((KENT, DEVON), None)


def test_a_number_of_another_council_does_not_draw_a_mail_away_from_its_sender() -> None:
    found = of(from_address="a@devon.gov.uk", subject="FOI/2026/0123: information request")
    assert found == Match((DEVON,), Why.DOMAIN)


def test_a_short_reference_is_found_nowhere() -> None:
    letters = Letters([known(KENT, council_ref="2026"), known(DEVON, council_ref="A12")])
    assert of(letters, subject="2026 A12") == Match()


def test_the_domains_of_a_council_leave_out_what_many_share() -> None:
    assert hosts_of("https://www.kent.gov.uk/foi", ["foi@info.kent.gov.uk"]) == {
        "kent.gov.uk",
        "info.kent.gov.uk",
    }
    assert hosts_of("", ["council@gmail.com", "x@gov.uk"]) == frozenset()
