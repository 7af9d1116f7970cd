"""A second person confirms or reads otherwise; nobody does it for herself."""

import pytest

from foi.actions.check import QUICKER, NotThis, check
from foi.actions.decide import CannotDecide, Passage, Said, read_question
from foi.actions.leases import take
from foi.actions.ties import HasTie, NeedsDeclaration
from foi.models import Correction, Finding, Letter, Reading
from foi.rules.permissions import Role, Visibility
from tests.actions.checking import NOW, WHY, otherwise, read_once, reader, same, shown, verdict
from tests.at_once import at_once
from tests.builders import (
    create_campaigner,
    create_finding,
    create_moderator,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db


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
