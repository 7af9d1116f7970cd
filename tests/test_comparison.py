"""The comparison: which rows, which cells, what is held back, and how it is counted."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from foi.comparison import Wanted, newest_round, one_row, table
from foi.comparison.evidence import place_words
from foi.models import Finding, Investigation, LetterVersion, Question, Request
from foi.rules.answers import read, to_json
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from foi.rules.values import HELD_BACK
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_source,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 15)


def value(kind: str, raw: str, choices: tuple[str, ...] = ()) -> dict:
    return to_json(read(kind, raw, choices))


def made(version: LetterVersion, *, user=None, on=TODAY, round_=None, **kwargs):
    load_holidays()
    letter = version.letter
    return table(
        letter, round_ or newest_round(letter), user=user, on=on, **{"in_full": True} | kwargs
    )


def cell(a_table, council="kent", key="pay_linked"):
    for row in a_table.rows:
        if row.authority.slug == council:
            return next(shown.cell for shown in row.cells if shown.key == key)
    raise AssertionError(f"{council} has no row")


def outcomes(a_table) -> dict[str, str]:
    return {row.authority.slug: row.cells[0].outcome for row in a_table.rows}


# ------------------------------------------------------------------------------------ rows
def test_every_council_in_force_has_a_row_and_one_never_asked_says_so():
    version = create_letter()
    create_authority()
    create_authority(slug="leeds", region="Yorkshire and The Humber")
    create_authority(slug="old", valid_to=date(2023, 3, 31))
    create_authority(slug="coming", valid_from=date(2027, 4, 1))
    create_authority(slug="fife", nation="Scotland", region="Scotland", type="scottish-council")
    assert outcomes(made(version)) == {"kent": "not_asked", "leeds": "not_asked"}


def test_a_closed_round_has_the_councils_of_its_last_day_and_any_other_asked_in_it():
    version = create_letter()
    create_authority(slug="ended", valid_to=date(2026, 12, 1))
    create_authority(slug="later", valid_from=date(2026, 12, 5))
    create_request(authority=create_authority(slug="gone", valid_to=date(2026, 11, 25)))
    round_ = newest_round(version.letter)
    round_.close(on=date(2026, 11, 30))
    shown = outcomes(made(version, round_=round_))
    assert shown == {"ended": "not_asked", "gone": "awaiting"}


def test_a_council_asked_only_in_private_gets_no_row_from_it():
    version = create_letter()
    create_authority()
    gone = create_authority(slug="gone", valid_to=date(2026, 11, 25))
    create_request(authority=gone, visibility=Visibility.PRIVATE)
    assert "gone" not in outcomes(made(version))
    assert one_row(version.letter, newest_round(version.letter), gone, user=None, on=TODAY) is None


def test_another_round_fills_no_cell_of_this_one():
    request = create_request()
    letter = request.version.letter
    first = newest_round(letter)
    first.close(on=date(2026, 11, 30))
    second = letter.rounds.create(number=2, opened_on=date(2026, 12, 1))
    assert cell(made(request.version, round_=first)).outcome == "awaiting"
    assert cell(made(request.version, round_=second)).outcome == "not_asked"


# ----------------------------------------------------------------------------------- cells
def test_a_question_left_out_says_not_asked():
    request = create_request(leave_out=("plans",))
    shown = made(request.version)
    assert cell(shown, key="plans").outcome == "not_asked"
    assert cell(shown, key="pay_linked").words == "Due 21 December 2026"


def test_the_words_follow_the_owners_word_and_the_reply():
    request = create_request()
    table_ = load_holidays()
    after = date(2027, 1, 12)
    assert cell(made(request.version, on=after)).words == "Past its date, not confirmed"
    by = request.requester
    request.record(Kind.NOTHING_CAME, on=after, by=by, holidays=table_, now=at(after))
    late = cell(made(request.version, on=after))
    assert late.outcome == "overdue" and "(confirmed on 12 January 2027)" in late.words
    assert "date given by the requester" in late.notes
    request.record(Kind.SOMETHING_CAME, on=after, by=by, holidays=table_, now=at(after, 13))
    came = cell(made(request.version, on=after))
    assert came.words == "Replied, being read"
    assert came.answered_on is None and came.days_late == 0  # nobody has logged the day


def test_a_reply_without_a_published_finding_is_being_read():
    request = create_request()
    create_reply(request=request)
    create_finding(request=request, value=value("yes_no", "yes"), published=False)
    shown = cell(made(request.version))
    assert (shown.outcome, shown.value, shown.quote) == ("received", "", "")
    assert shown.working_days == 13  # 30 November is a bank holiday in Scotland


def test_a_published_finding_speaks_and_says_that_nobody_has_checked_it():
    request = create_request()
    create_reply(request=request)
    create_finding(request=request, value=value("yes_no", "yes"))
    shown = cell(made(request.version))
    assert (shown.outcome, shown.value, shown.quote) == ("answered", "yes", "The passage.")
    assert "entered by one person, not checked" in shown.notes


def test_the_newer_request_stands_beside_and_two_answers_are_both_told():
    version = create_letter()
    first = create_request(sent_on=date(2026, 11, 2))
    create_finding(request=first, value=value("yes_no", "no"))
    second = create_request(owner=create_user(email="b@example.org"))
    again = cell(made(version))
    assert again.value == "no" and again.asked_again
    create_finding(request=second, value=value("yes_no", "yes"))
    both = cell(made(version))
    assert both.value == "yes" and both.two_answers
    coverage = made(version).coverage
    assert coverage.asked == 1 and coverage.by_question["pay_linked"]["answered"] == 1


def test_a_hidden_finding_gives_the_cell_back_to_the_clock():
    request = create_request()
    finding = create_finding(request=request, value=value("yes_no", "yes"))
    finding.hide(reason="A child can be recognised.", now=at(TODAY))
    shown = cell(made(request.version))
    assert shown.value == "" and shown.outcome != "answered"


# ----------------------------------------------------------------------------- seen by whom
def _secret(kind: str) -> Request:
    """A request, with a published finding, that the public must not know of."""
    if kind == "private":
        request = create_request(visibility=Visibility.PRIVATE)
    elif kind == "hidden":
        request = create_request()
        request.hide(reason="A report.", now=at(TODAY))
    else:
        version = create_letter()
        investigation = Investigation.objects.create(
            slug="i",
            title="I",
            version=version,
            round=version.letter.rounds.get(),
            embargo_until=TODAY + timedelta(days=1),
        )
        request = create_request(version=version, investigation=investigation)
    create_finding(request=request, value=value("yes_no", "yes"))
    return request


@pytest.mark.parametrize("kind", ["private", "hidden", "embargoed"])
def test_what_is_not_public_reads_as_not_asked_for_everybody_outside(kind: str):
    request = _secret(kind)
    for user in (None, AnonymousUser(), create_campaigner()):
        shown = made(request.version, user=user)
        assert cell(shown).outcome == "not_asked"
        assert shown.coverage.asked == 0 and not shown.only_you


@pytest.mark.parametrize("kind", ["private", "hidden", "embargoed"])
def test_its_owner_and_staff_see_it_marked_as_theirs_alone(kind: str):
    request = _secret(kind)
    for user in (request.requester, create_moderator()):
        shown = made(request.version, user=user)
        assert cell(shown).outcome == "answered"
        assert shown.only_you
        assert all(one.only_you for one in shown.rows[0].cells)


def test_an_embargo_ends_on_its_day():
    request = _secret("embargoed")
    assert cell(made(request.version, on=TODAY + timedelta(days=1))).outcome == "answered"


def test_a_public_request_carries_no_mark_for_its_owner():
    request = create_request()
    assert not made(request.version, user=request.requester).only_you


def test_counted_fills_the_table_like_public():
    request = create_request(visibility=Visibility.COUNTED)
    create_finding(request=request, value=value("yes_no", "yes"))
    assert cell(made(request.version)).value == "yes"


# ---------------------------------------------------------------------------- small numbers
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


# --------------------------------------------------------------------- columns and coverage
def test_an_older_versions_question_comes_last_while_it_is_asked():
    request = create_request()
    letter = request.version.letter
    newer = LetterVersion.objects.create(
        letter=letter,
        number=2,
        fingerprint="2",
        title="T",
        source="",
        law_checked_on=TODAY,
        review_by=TODAY,
        loaded_on=TODAY,
    )
    for number, key in enumerate(("brand_new", "pay_linked"), 1):
        Question.objects.create(
            version=newer, number=number, key=key, heading=key, wording="W?", type="yes_no"
        )
    keys = [column.key for column in made(newer).columns]
    old = ["target_limit_assessments", "plans", "targets_document"]
    assert keys == ["brand_new", "pay_linked", *old]
    create_finding(request=request, value=value("yes_no", "yes"))
    assert cell(made(newer), key="pay_linked").value == "yes"  # one key, two versions


def test_refusals_sections_21_and_not_held_are_counted_apart():
    version = create_letter()
    for slug, outcome, grounds in (
        ("a", "refused", ("foia-s12-1",)),
        ("b", "refused", ("foia-s21",)),
        ("c", "not_held", ()),
        ("d", "answered", ()),
    ):
        request = create_request(
            authority=create_authority(slug=slug), owner=create_user(email=f"{slug}@example.org")
        )
        given = value("yes_no", "yes") if outcome == "answered" else None
        create_finding(request=request, outcome=outcome, grounds=grounds, value=given)
    create_authority(slug="e")
    tally = made(version).coverage.by_question["pay_linked"]
    assert tally == {"refused": 1, "published": 1, "not_held": 1, "answered": 1, "not_asked": 1}


def test_past_its_date_is_never_counted_as_no_reply():
    request = create_request()
    coverage = made(request.version, on=date(2027, 2, 1)).coverage
    assert coverage.by_group["unconfirmed"] == 1 and coverage.by_group["overdue"] == 0


# ------------------------------------------------------------------------ filter and sort
def _three() -> LetterVersion:
    version = create_letter()
    for slug, plans in (("a", "50"), ("b", "7"), ("c", "")):
        request = create_request(
            authority=create_authority(slug=slug), owner=create_user(email=f"{slug}@example.org")
        )
        if plans:
            create_finding(request=request, key="plans", value=value("count", plans))
    return version


@pytest.mark.parametrize(
    ("sort", "order"),
    [("", "abc"), ("-council", "cba"), ("plans", "bac"), ("-plans", "cab"), ("nonsense", "abc")],
)
def test_rows_sort_by_council_or_by_an_answer(sort: str, order: str):
    rows = made(_three(), wanted=Wanted(sort=sort)).rows
    assert "".join(row.authority.slug for row in rows) == order


def test_an_outcome_keeps_only_its_cells_but_coverage_stays():
    shown = made(_three(), wanted=Wanted(outcome="answered"))
    assert [row.authority.slug for row in shown.rows] == ["a", "b"]
    assert [one.key for row in shown.rows for one in row.cells if one.is_in] == ["plans", "plans"]
    assert shown.coverage.councils == 3


def test_one_question_alone():
    shown = made(_three(), wanted=Wanted(question="plans"))
    assert [column.key for column in shown.columns] == ["plans"]
    assert all(len(row.cells) == 1 for row in shown.rows)


def test_an_older_question_can_be_looked_at_though_nobody_asked_it_in_this_round():
    version = create_letter()
    create_authority()
    newer = LetterVersion.objects.create(
        letter=version.letter,
        number=2,
        fingerprint="2",
        title="T",
        source="",
        law_checked_on=TODAY,
        review_by=TODAY,
        loaded_on=TODAY,
    )
    Question.objects.create(
        version=newer, number=1, key="brand_new", heading="New", wording="W?", type="yes_no"
    )
    shown = made(newer, wanted=Wanted(question="plans"))
    assert [column.key for column in shown.columns] == ["plans"] and len(shown.rows) == 1
    assert [column.key for column in made(newer).columns] == ["brand_new"]


def test_the_queries_do_not_grow_with_rows(django_assert_max_num_queries):
    version = _three()
    for slug in ("d", "e", "f", "g"):
        request = create_request(
            authority=create_authority(slug=slug),
            owner=create_user(email=f"{slug}@example.org"),
            leave_out=("plans",),
        )
        create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    with django_assert_max_num_queries(10):
        table(version.letter, version.letter.rounds.get(), user=None, on=TODAY, in_full=True)


# ------------------------------------------------------------------------------- evidence
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("page 3", "page 3, the reply"),
        ("12", "page 12, the reply"),
        ("Sheet 2, row 14", "Sheet 2, row 14, the reply"),
        ("Tom Smith's letter", "the reply"),
        ("<b>page 3</b>", "the reply"),
        ("", "the reply"),
    ],
)
def test_a_place_is_told_only_when_it_is_no_more_than_a_place(typed: str, said: str):
    finding = create_finding(request=create_request(), place=typed)
    assert place_words(finding) == said
