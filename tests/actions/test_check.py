"""A second person confirms or reads otherwise; a third settles; nobody does it for herself."""

from datetime import date
from typing import Any

import pytest

from foi.actions.check import QUICKER, NotThis, Verdict, check
from foi.actions.decide import CannotDecide, Passage, Said, read_question
from foi.actions.leases import take
from foi.actions.ties import HasTie, NeedsDeclaration
from foi.models import Correction, Finding, Letter, Reading, Request, User
from foi.rules.permissions import Role, Visibility
from tests.at_once import at_once
from tests.builders import (
    add_member,
    at,
    create_campaigner,
    create_finding,
    create_investigation,
    create_moderator,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db
CELL = "/compare/send-staff-targets/kent/?round=1#pay_linked"
DAY = date(2026, 12, 11)
NOW = at(DAY)
NO, YES = Said("answered", "no"), Said("answered", "yes")
WHY = "The passage says that pay depends on it."


def read_once(request: Request | None = None, *, public: bool = True, **said: Any) -> Finding:
    """The owner has read that pay is not linked."""
    request = request or create_request()
    facts = {"outcome": "answered", "written": "no", "passage": Passage(quote="It is not.")}
    finding = read_question(
        request=request,
        by=request.requester,
        question=request.asked.get(question__key="pay_linked").question,
        said=Said(**facts | said),
        now=NOW,
    )
    if public:
        finding.publish(by=request.requester, now=NOW)
    return finding


def reader(number: int, request: Request, role: Role = Role.CAMPAIGNER) -> User:
    user = create_user(email=f"reader-{number}@example.org", role=role)
    declare(user=user, request=request)
    return user


def verdict(finding: Finding, **said: Any) -> Verdict:
    return Verdict(finding, frozenset(row.pk for row in finding.readings.all()), **said)


def same(finding: Finding, by: User, picks: Reading | None = None, **more: Any) -> Finding:
    told = verdict(finding, picks=picks or finding.reading, **more)
    (found,) = check(request=finding.request, by=by, verdicts=[told], now=NOW)
    Request.objects.get(pk=finding.request_id).leases.all().delete()  # she has gone home
    return found


def otherwise(finding: Finding, by: User, *, reason: str = WHY, **said: Any) -> Finding:
    facts = {"outcome": "answered", "written": "yes", "passage": Passage(quote="It is.")}
    told = verdict(finding, said=Said(**facts | said), reason=reason)
    (found,) = check(request=finding.request, by=by, verdicts=[told], now=NOW)
    Request.objects.get(pk=finding.request_id).leases.all().delete()
    return found


def shown(finding: Finding) -> tuple[str, bool, bool]:
    finding.refresh_from_db()
    return finding.settled, finding.differs_at is not None, finding.superseded_at is not None


# ----------------------------------------------------------------- the second person
def test_a_second_person_who_reads_the_same_makes_it_checked() -> None:
    finding = read_once()
    stamp = Letter.objects.get().stamp
    by = reader(2, finding.request)
    assert same(finding, by) == finding
    assert shown(finding) == ("checked", False, False)
    assert (finding.settled_at, finding.same_side) == (NOW, False)
    mine = finding.readings.get(by=by)
    assert (mine.value, mine.quote, mine.blind) == (finding.reading.value, "It is not.", False)
    assert Letter.objects.get().stamp == stamp + 1  # `checked` is a public column
    assert by.reader_alias.startswith("Reader ")


def test_one_that_she_types_in_herself_confirms_too_where_it_says_the_same() -> None:
    finding = read_once()
    found = otherwise(
        finding, reader(2, finding.request), written="No", passage=Passage("not."), reason=""
    )
    assert shown(found) == ("checked", False, False)


def test_who_reads_it_otherwise_says_why_and_the_cell_stays_as_it_is() -> None:
    finding = read_once()
    by = reader(2, finding.request)
    for reason, words in (("", "Say why"), ("Ring me on 07700 900123.", "telephone")):
        with pytest.raises(NotThis, match=words) as stopped:
            otherwise(finding, by, reason=reason)
        assert (stopped.value.field, stopped.value.finding) == ("reason", finding)
    assert finding.readings.count() == 1
    otherwise(finding, by)
    assert shown(finding) == ("unchecked", True, False)
    assert finding.reading.written == "no" and finding.readings.get(by=by).reason == WHY
    assert not Correction.objects.exists()


@pytest.mark.parametrize("says", ["same", "otherwise"])
def test_nobody_checks_her_own_reading_or_her_own_letter(says: str) -> None:
    finding = read_once()
    act = same if says == "same" else otherwise
    with pytest.raises(NotThis, match="read this yourself"):
        act(finding, finding.request.requester)
    helped = create_request(authority=finding.authority, owner=create_user(email="b@example.org"))
    declare(user=create_campaigner(), request=helped)
    read = create_finding(request=helped, by=create_campaigner())
    with pytest.raises(NotThis, match="asked for this yourself"):
        act(read, helped.requester)
    assert shown(finding)[0] == shown(read)[0] == "unchecked"


def test_a_stranger_and_an_undeclared_or_tied_person_check_nothing() -> None:
    finding = read_once()
    with pytest.raises(NotThis, match="approved campaigner"):
        same(finding, reader(2, finding.request, Role.MEMBER))
    with pytest.raises(NeedsDeclaration):
        same(finding, create_campaigner())
    declare(user=create_moderator(), request=finding.request, tied="employed")
    with pytest.raises(HasTie):
        same(finding, create_moderator())
    private = read_once(create_request(visibility=Visibility.PRIVATE), public=False)
    with pytest.raises(NotThis, match="no such request"):
        same(private, reader(2, private.request))
    assert Reading.objects.count() == 2


def test_done_twice_is_done_once_and_a_reading_changed_meanwhile_is_not_confirmed() -> None:
    finding = read_once()
    same(finding, reader(2, finding.request))
    with pytest.raises(NotThis, match=QUICKER[:20]):
        same(finding, reader(3, finding.request))
    other = read_once(create_request(owner=create_user(email="b@example.org")))
    before = verdict(other, picks=other.reading)
    read_question(
        request=other.request,
        by=other.request.requester,
        question=other.question,
        said=Said("not_held", passage=Passage(quote="We hold nothing.")),
        now=NOW,
    )
    with pytest.raises(NotThis, match=QUICKER[:20]):
        by = reader(2, other.request)
        check(request=other.request, by=by, verdicts=[before], now=NOW)
    assert set(Finding.objects.current().values_list("settled", flat=True)) == {
        "checked",
        "unchecked",
    }


def test_somebody_else_is_at_it() -> None:
    finding = read_once()
    take(request=finding.request, purpose="check", by=reader(3, finding.request), now=NOW)
    with pytest.raises(CannotDecide, match="Somebody is checking this"):
        same(finding, reader(2, finding.request))


def test_of_several_verdicts_all_are_kept_or_none() -> None:
    finding = read_once()
    other = create_finding(request=finding.request, key="plans", value=None, outcome="not_held")
    by = reader(2, finding.request)
    bad = verdict(other, said=Said("answered", "40ish kids", passage=Passage("40ish kids")))
    with pytest.raises(NotThis) as stopped:
        good = verdict(finding, picks=finding.reading)
        check(request=finding.request, by=by, verdicts=[good, bad], now=NOW)
    assert stopped.value.finding == other and stopped.value.suggestion == "about 40"
    assert shown(finding)[0] == "unchecked" and finding.readings.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_leave_one_second_reading() -> None:
    finding = read_once()
    people = [reader(number, finding.request) for number in (2, 3)]

    def act() -> str:
        try:
            told = verdict(Finding.objects.get(pk=finding.pk), picks=finding.reading)
            check(request=finding.request, by=people.pop(), verdicts=[told], now=NOW)
        except CannotDecide as error:
            return str(error)
        return "done"

    assert sorted(said[:4] for said in at_once(act)) == ["Some", "done"]
    assert shown(finding)[0] == "checked" and finding.readings.count() == 2


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
def test_a_checked_answer_read_again_is_unchecked_again() -> None:
    finding = read_once()
    same(finding, reader(2, finding.request))
    newer = read_once(finding.request, written="yes", passage=Passage("It is."), public=False)
    assert shown(newer)[0] == "unchecked" and shown(finding)[2]
    line = Correction.objects.get()
    assert (line.said, line.why) == ("Pay linked: Answered: no", "The reply was read again.")


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


# ----------------------------------------------------------------- investigations
def asked_by_group(*, double_blind: bool = False, **fields: Any) -> Request:
    """A request of an investigation; its owner has an editor beside her."""
    group = create_investigation(double_blind=double_blind)
    request = create_request(investigation=group, **fields)
    add_member(investigation=group, user=request.requester, role="owner")
    declare(
        user=add_member(investigation=group, user=create_user(email="editor@example.org")),
        request=request,
    )
    return request


def editor() -> User:
    return create_user(email="editor@example.org")


def test_a_member_checks_only_where_no_outsider_is_free_and_the_cell_says_so() -> None:
    finding = read_once(asked_by_group())
    outsider = reader(2, finding.request)
    with pytest.raises(NotThis, match="belong to the investigation"):
        same(finding, editor())
    declare(user=outsider, request=finding.request, tied="dispute")  # now nobody else is free
    found = same(finding, editor())
    assert shown(found)[0] == "checked" and found.same_side


def test_a_member_checks_what_has_waited_more_than_five_working_days() -> None:
    finding = read_once(asked_by_group())
    reader(2, finding.request)
    told = verdict(finding, picks=finding.reading)
    friday, monday = at(date(2026, 12, 18)), at(date(2026, 12, 21))
    with pytest.raises(NotThis, match="five working days"):
        check(request=finding.request, by=editor(), verdicts=[told], now=friday)
    check(request=finding.request, by=editor(), verdicts=[told], now=monday)
    assert shown(finding)[0] == "checked" and finding.same_side


def test_a_member_who_may_not_publish_does_not_change_what_is_public() -> None:
    finding = read_once(asked_by_group())
    outsider = reader(2, finding.request)
    otherwise(finding, outsider)
    with pytest.raises(NotThis, match="only who may publish"):
        same(finding, editor(), picks=finding.readings.get(by=outsider))
    assert shown(finding) == ("unchecked", True, False)


# ----------------------------------------------------------------- blind
def test_blind_readers_who_agree_and_who_do_not() -> None:
    request = asked_by_group(double_blind=True)
    alike, apart = read_once(request), create_finding(request=request, key="plans", written="12")
    by = reader(2, request)
    with pytest.raises(NotThis, match="Enter what you read yourself"):
        same(alike, by)
    otherwise(alike, by, written="no", reason="")
    otherwise(apart, by, written="13", reason="")
    assert shown(alike) == ("agreed", False, False)
    assert shown(apart) == ("unchecked", True, False)
    assert set(Reading.objects.filter(blind=True).values_list("by", flat=True)) == {by.pk}


def test_a_blind_first_reading_cannot_be_read_over_or_published_unseen() -> None:
    finding = read_once(asked_by_group(double_blind=True), public=False)
    with pytest.raises(CannotDecide, match="your own reading of it at /check/"):
        read_question(
            request=finding.request,
            by=reader(2, finding.request),
            question=finding.question,
            said=Said("not_held", passage=Passage("Nothing.")),
            now=NOW,
        )
    assert shown(finding) == ("unchecked", False, False)
