"""The comparison: small numbers, and sums that rest on few people."""

from datetime import date

import pytest

from foi.models import Finding, LetterVersion
from foi.rules.permissions import Visibility
from foi.rules.values import HELD_BACK
from tests.builders import (
    at,
    create_finding,
    create_investigation,
    create_letter,
    create_request,
    create_source,
)
from tests.comparison.tables import TODAY, cell, made, value

pytestmark = pytest.mark.django_db


def test_a_small_number_is_masked_in_value_and_quote():
    request = create_request()
    create_finding(
        request=request, key="plans", value=value("count", "3"), quote="We hold 3 plans."
    )
    shown = cell(made(request.version), key="plans")
    assert (shown.shown, shown.value) == ("<5", "<5")
    assert shown.quote == "We hold [fewer than 5] plans."


def test_a_sum_that_rests_on_few_people_is_held_back():
    version = create_letter(
        slug="ombudsman-complaints", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=version)
    create_finding(request=request, key="remedies", value=value("count", "2"))
    create_finding(request=request, key="remedy_paid", value=value("money", "£1,900"))
    shown = cell(made(version), key="remedy_paid")
    assert (shown.value, shown.quote) == (HELD_BACK, "")
    assert "1,900" not in repr(shown)


def remedies() -> LetterVersion:
    return create_letter(
        slug="ombudsman-complaints", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )


def sourced(version: LetterVersion, key: str, kind: str, raw: str, day: int = 11) -> None:
    """A published source says it, made public on this day of December."""
    finding = create_source(
        version=version, key=key, value=value(kind, raw), token=key, published=True
    )
    Finding.objects.filter(pk=finding.pk).update(published_at=at(date(2026, 12, day)))


def test_a_sum_is_held_back_where_a_published_source_says_how_few_it_rests_on():
    version = remedies()
    sourced(version, "remedies", "count", "2")
    request = create_request(version=version, leave_out=("remedies",))
    create_finding(request=request, key="remedy_paid", value=value("money", "£1,900"))
    shown = cell(made(version), key="remedy_paid")
    assert (shown.value, shown.quote) == (HELD_BACK, "")


def test_a_source_published_later_holds_a_sum_back_on_earlier_days_too():
    version = remedies()
    sourced(version, "remedies", "count", "2", day=14)
    request = create_request(version=version, leave_out=("remedies",))
    create_finding(request=request, key="remedy_paid", value=value("money", "£1,900"))
    shown = cell(made(version, as_at=date(2026, 12, 12)), key="remedy_paid")
    assert shown.value == HELD_BACK and "1,900" not in repr(shown)


def test_a_sum_and_its_number_from_two_sources_stay_apart_on_earlier_days():
    version = remedies()
    sourced(version, "remedy_paid", "money", "£2,400", day=9)
    sourced(version, "remedies", "count", "3", day=12)
    shown = cell(made(version, as_at=date(2026, 12, 10)), key="remedy_paid")
    assert shown.value == HELD_BACK and "2,400" not in repr(shown)


def test_a_request_sent_later_holds_an_earlier_requests_sum_back_on_earlier_days():
    version = remedies()
    first = create_request(version=version, sent_on=date(2026, 11, 5), leave_out=("remedies",))
    paid, then = value("money", "£2,417"), at(date(2026, 11, 21))
    create_finding(request=first, key="remedy_paid", value=paid, quote="£2,417", now=then)
    asked_again = create_request(version=version, sent_on=date(2026, 12, 1))
    create_finding(request=asked_again, key="remedies", value=value("count", "3"))
    shown = cell(made(version, as_at=date(2026, 11, 25)), key="remedy_paid")
    assert (shown.value, shown.quote) == (HELD_BACK, "")


def test_a_request_that_is_not_public_today_holds_nothing_back_on_earlier_days():
    version = remedies()
    first = create_request(version=version, sent_on=date(2026, 11, 5), leave_out=("remedies",))
    paid, then = value("money", "£2,417"), at(date(2026, 11, 21))
    create_finding(request=first, key="remedy_paid", value=paid, now=then)
    private = create_request(version=version, sent_on=date(2026, 12, 1))
    create_finding(request=private, key="remedies", value=value("count", "3"))
    private.set_visibility(Visibility.PRIVATE)
    assert cell(made(version, as_at=date(2026, 11, 25)), key="remedy_paid").value == "2417"


def test_an_investigation_made_public_later_holds_a_sum_back_on_earlier_days():
    version = remedies()
    first = create_request(version=version, sent_on=date(2026, 11, 5), leave_out=("remedies",))
    paid, then = value("money", "£2,417"), at(date(2026, 11, 21))
    create_finding(request=first, key="remedy_paid", value=paid, now=then)
    group = create_investigation(version=version, embargo_until=date(2026, 12, 10))
    joined = create_request(version=version, sent_on=date(2026, 11, 6), investigation=group)
    create_finding(request=joined, key="remedies", value=value("count", "3"), now=then)
    shown = cell(made(version, as_at=date(2026, 11, 25)), key="remedy_paid")
    assert shown.value == HELD_BACK


def test_a_small_number_found_later_is_masked_in_words_of_earlier_days():
    version = create_letter(slug="law-training", questions=(("trained", "count"), ("by", "text")))
    request = create_request(version=version, sent_on=date(2026, 11, 5))
    words, then = value("text", "IPSEA trained 4 borogoves"), at(date(2026, 11, 21))
    create_finding(request=request, key="by", value=words, quote="", now=then)
    sourced(version, "trained", "count", "4", day=12)
    for in_full in (True, False):
        for day in (date(2026, 11, 25), None):
            shown = cell(made(version, as_at=day, in_full=in_full), key="by")
            assert shown.value == "IPSEA trained [fewer than 5] borogoves"
            assert "small numbers masked by us" in shown.notes


def test_words_of_a_letter_without_people_are_left_alone():
    version = create_letter(questions=(("pay_linked", "yes_no"), ("by", "text")))
    request = create_request(version=version)
    create_finding(request=request, key="by", value=value("text", "4 of the team"))
    shown = cell(made(version, in_full=False), key="by")
    assert shown.value == "4 of the team" and "small numbers masked by us" not in shown.notes


def test_the_passage_of_a_neighbour_says_no_sum_that_is_held_back():
    version = remedies()
    request = create_request(version=version)
    both = "There were 3 remedies, and we paid £2,417 in all."
    create_finding(request=request, key="remedies", value=value("count", "3"), quote=both)
    create_finding(request=request, key="remedy_paid", value=value("money", "£2,417"), quote=both)
    shown = cell(made(version), key="remedies")
    assert shown.quote == "There were [fewer than 5] remedies, and we paid [sum not shown] in all."


def test_a_sum_of_a_source_is_held_back_by_the_same_source():
    version = remedies()
    sourced(version, "remedies", "count", "2")
    sourced(version, "remedy_paid", "money", "£1,900")
    assert cell(made(version), key="remedy_paid").value == HELD_BACK


def test_a_sum_on_few_people_is_held_back_beside_a_newer_refusal_too():
    version = remedies()
    old = create_request(version=version)
    create_finding(request=old, key="remedies", value=value("count", "2"))
    paid = value("money", "£1,900")
    create_finding(request=old, key="remedy_paid", value=paid, quote="We paid £1,900.")
    newer = create_request(version=version, sent_on=date(2026, 11, 25))
    refused = {"outcome": "refused", "grounds": ("foia-s12-1",)}
    create_finding(request=newer, key="remedy_paid", quote="Too costly to find.", **refused)
    shown = cell(made(version), key="remedy_paid")
    assert (shown.outcome, shown.quote) == ("refused", "Too costly to find.")
    assert [(one.shown, one.quote) for one in shown.beside] == [("", "")]


@pytest.mark.parametrize("few", ["2", "20", ""])
def test_a_sum_waits_for_the_number_that_it_rests_on_alike_whatever_that_is(few):
    """What is not published yet, or not read at all, makes no difference."""
    version = remedies()
    request = create_request(version=version)
    paid = value("money", "£1,900")
    create_finding(request=request, key="remedy_paid", value=paid, quote="We paid £1,900.")
    if few:
        base = create_finding(
            request=request, key="remedies", value=value("count", few), published=False
        )
    shown = cell(made(version), key="remedy_paid")
    assert (shown.outcome, shown.value, shown.quote) == ("answered", HELD_BACK, "")
    if few:
        base.publish(by=request.requester, now=at(TODAY))
        expected = "1900" if few == "20" else HELD_BACK
        assert cell(made(version), key="remedy_paid").value == expected


@pytest.mark.parametrize("outcome", ["not asked", "refused"])
def test_a_sum_waits_for_no_number_that_nobody_will_say(outcome: str):
    version = remedies()
    left_out = ("remedies",) if outcome == "not asked" else ()
    request = create_request(version=version, leave_out=left_out)
    create_finding(request=request, key="remedy_paid", value=value("money", "£1,900"))
    if outcome == "refused":
        create_finding(request=request, key="remedies", outcome="refused", grounds=("foia-s12-1",))
    assert cell(made(version), key="remedy_paid").value == "1900"


def test_nought_paid_to_nobody_is_shown():
    version = remedies()
    sourced(version, "remedies", "count", "0")
    request = create_request(version=version, leave_out=("remedies",))
    create_finding(request=request, key="remedy_paid", value=value("money", "£0"))
    assert cell(made(version), key="remedy_paid").value == "0"


def test_a_sum_on_enough_people_is_shown():
    version = create_letter(
        slug="ombudsman-complaints", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=version)
    create_finding(request=request, key="remedies", value=value("count", "20"))
    create_finding(request=request, key="remedy_paid", value=value("money", "£1,900"))
    assert cell(made(version), key="remedy_paid").value == "1900"
