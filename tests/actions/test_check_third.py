"""A third settles what two read differently; and what is read again."""

import pytest

from foi.actions.check import NotThis
from foi.actions.decide import CannotDecide, Passage, Said, read_question
from foi.models import Correction, Finding, Reading
from foi.rules.outcomes import Settled
from tests.actions.checking import CELL, DAY, NOW, WHY, otherwise, read_once, reader, same, shown
from tests.builders import (
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    declare,
)

pytestmark = pytest.mark.django_db


# ----------------------------------------------------------------- the third
def test_a_third_who_reads_what_is_shown_settles_it_in_place() -> None:
    finding = read_once()
    otherwise(finding, reader(2, finding.request))
    third = reader(3, finding.request)
    assert same(finding, third) == finding
    assert shown(finding) == ("third_reader", False, False)
    assert finding.readings.count() == 3 and not Correction.objects.exists()


def test_a_third_who_reads_what_the_second_read_puts_it_right_in_public() -> None:
    finding = read_once()
    otherwise(finding, second := reader(2, finding.request))
    third = reader(3, finding.request)
    picked = finding.readings.get(by=second)
    newer = same(finding, third, picks=picked)
    assert shown(finding) == ("unchecked", True, True)  # kept as it was, and superseded
    assert shown(newer) == ("third_reader", False, False)
    assert (newer.reading.by, newer.reading.value, newer.readings.count()) == (
        third,
        picked.value,
        3,
    )
    assert (newer.published_at, newer.published_by) == (NOW, third)
    line = Correction.objects.get()
    assert (line.said, line.says) == ("Pay linked: Answered: no", "Pay linked: Answered: yes")
    assert (line.why, line.on, line.page) == (WHY, DAY, CELL)


def test_a_third_may_read_it_in_a_third_way_and_says_why() -> None:
    finding = read_once()
    otherwise(finding, reader(2, finding.request))
    third = reader(3, finding.request)
    held = {"outcome": "not_held", "written": "", "passage": Passage("We hold no such thing.")}
    with pytest.raises(NotThis, match="Say why"):
        otherwise(finding, third, reason="", **held)
    newer = otherwise(finding, third, **held)
    assert (newer.reading.outcome, newer.settled) == ("not_held", "third_reader")
    assert Finding.objects.current().get() == newer


def test_neither_of_the_two_settles_it() -> None:
    finding = read_once()
    otherwise(finding, second := reader(2, finding.request))
    for one in (second, finding.request.requester):
        with pytest.raises(NotThis, match="read this yourself"):
            same(finding, one)


def test_what_was_private_stays_private_when_it_is_settled() -> None:
    finding = read_once(public=False)
    otherwise(finding, second := reader(2, finding.request))
    newer = same(finding, reader(3, finding.request), picks=finding.readings.get(by=second))
    assert newer.published_at is None and not Correction.objects.exists()


def test_a_correction_never_says_a_small_number_nor_repeats_a_councils_own_words() -> None:
    request = create_request()
    few = create_finding(
        request=request, key="plans", written="3", value={"value": 3, "qualifier": None}
    )
    second, third = reader(2, request), reader(3, request)
    reason = "It says 4 children, not 3 children."
    otherwise(few, second, written="4", passage=Passage("4 children"), reason=reason)
    same(few, third, picks=few.readings.get(by=second))
    assert not Correction.objects.exists()  # "<5" is still what everybody reads
    paper = create_finding(
        request=request, key="targets_document", written="Plan of A", value={"value": "Plan of A"}
    )
    otherwise(paper, second, outcome="answered_in_part", written="Plan of B", reason=reason)
    same(paper, third, picks=paper.readings.get(by=second))
    line = Correction.objects.get()
    assert (line.said, line.says) == (
        "Targets document: Answered",
        "Targets document: Answered in part",
    )
    assert "4" not in line.why and "3" not in line.why


# ----------------------------------------------------------------- read again
def test_one_person_alone_does_not_overrule_what_two_or_three_settled() -> None:
    finding = read_once()
    second, third = reader(2, finding.request), reader(3, finding.request)
    same(finding, second)
    for _ in range(3):  # said again and again, or turned round, it stays one person's word
        again = read_once(finding.request, written="yes", passage=Passage("It is."), public=False)
        assert again == finding and shown(finding) == ("unchecked", True, False)
        assert finding.reading.written == "no" and finding.readings.count() == 3
    assert not Correction.objects.exists()
    for one in (second, finding.request.requester):
        with pytest.raises(NotThis, match="read this yourself"):
            same(finding, one)
    same(finding, third)
    assert shown(finding) == ("third_reader", False, False)
    read_once(finding.request, outcome="not_held", written="", passage=Passage("No."), public=False)
    assert shown(finding) == ("unchecked", True, False) and finding.reading.written == "no"
    picked = finding.readings.get(outcome="not_held")
    newer = same(finding, reader(4, finding.request), picks=picked, reason=WHY)
    assert (newer.reading.outcome, newer.settled) == ("not_held", "third_reader")


def test_staff_and_whoever_reads_what_the_council_wrote_since_put_it_right_at_once() -> None:
    finding = read_once()
    request = finding.request
    same(finding, reader(2, request))
    boss = create_moderator()
    declare(user=boss, request=request)
    said = Said("answered", "yes", passage=Passage(quote="It is."))
    question = finding.question
    newer = read_question(request=request, by=boss, question=question, said=said, now=NOW)
    assert shown(newer) == ("unchecked", False, False) and shown(finding)[2]
    line = Correction.objects.get()
    assert (line.said, line.why) == ("Pay linked: Answered: no", "The reply was read again.")
    first, later = (create_reply(request=request) for _ in range(2))
    Reading.objects.filter(pk=newer.reading_id).update(message=first)
    newer.settle(Settled.CHECKED, same_side=False, now=NOW)
    told = Said("answered", "no", passage=Passage(quote="It is not.", message=later))
    owner = request.requester
    last = read_question(request=request, by=owner, question=question, said=told, now=NOW)
    assert shown(last) == ("unchecked", False, False) and last.reading.written == "no"


def test_the_same_reading_entered_by_anybody_leaves_it_checked() -> None:
    finding = read_once()
    same(finding, by := reader(2, finding.request))
    again = read_question(
        request=finding.request,
        by=by,
        question=finding.question,
        said=Said("answered", "no", passage=Passage(quote="It is not.")),
        now=NOW,
    )
    assert again == finding and shown(again)[0] == "checked"


def test_a_first_reader_who_comes_round_to_the_second_makes_it_checked() -> None:
    finding = read_once()
    otherwise(finding, second := reader(2, finding.request))
    newer = read_once(finding.request, written="yes", passage=Passage("It is."), public=False)
    assert shown(newer) == ("checked", False, False)
    assert set(newer.readings.values_list("by", flat=True)) == {newer.reading.by_id, second.pk}


def test_a_first_reader_who_thinks_again_but_otherwise_still_waits_for_the_third() -> None:
    finding = read_once()
    otherwise(finding, reader(2, finding.request))
    newer = read_once(
        finding.request, outcome="not_held", written="", passage=Passage("Nothing."), public=False
    )
    assert shown(newer) == ("unchecked", True, False) and newer.readings.count() == 2


def test_what_two_read_differently_is_not_read_over_by_anybody_else() -> None:
    finding = read_once()
    otherwise(finding, second := reader(2, finding.request))
    for by in (second, reader(3, finding.request)):
        with pytest.raises(CannotDecide, match="a third settles it"):
            read_question(
                request=finding.request,
                by=by,
                question=finding.question,
                said=Said("not_held", passage=Passage("Nothing.")),
                now=NOW,
            )
