"""The comparison: small numbers, and sums that rest on few people."""

from datetime import date

import pytest

from foi.models import Finding, LetterVersion
from foi.rules.values import HELD_BACK
from tests.builders import (
    at,
    create_finding,
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
