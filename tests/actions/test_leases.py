"""One person at a time reads a reply, and one checks it."""

from datetime import date, datetime, timedelta

import pytest

from foi.actions.leases import Taken, give_back, standing, take
from foi.models import Lease, Request, User
from tests.at_once import at_once
from tests.builders import at, create_request, create_user

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11), hour=14)


@pytest.fixture
def request_() -> Request:
    return create_request()


@pytest.fixture
def ann() -> User:
    return create_user(email="ann@example.org")


@pytest.fixture
def ben() -> User:
    return create_user(email="ben@example.org")


def _holder(request: Request, now: datetime) -> User | None:
    lease = standing(request=request, purpose="read", now=now)
    return lease.user if lease else None


def test_the_first_has_it_for_half_an_hour_and_the_second_is_told_until_when(
    request_: Request, ann: User, ben: User
) -> None:
    lease = take(request=request_, purpose="read", by=ann, now=NOW)
    assert lease.until == NOW + timedelta(minutes=30)
    with pytest.raises(Taken, match="Somebody is reading this until 14:30") as taken:
        take(request=request_, purpose="read", by=ben, now=NOW + timedelta(minutes=29))
    assert taken.value.until == lease.until and "ann" not in str(taken.value)
    assert _holder(request_, NOW) == ann


def test_taking_it_again_renews_it(request_: Request, ann: User) -> None:
    take(request=request_, purpose="read", by=ann, now=NOW)
    later = NOW + timedelta(minutes=20)
    lease = take(request=request_, purpose="read", by=ann, now=later)
    assert lease.until == later + timedelta(minutes=30)
    assert Lease.objects.count() == 1


def test_what_ran_out_is_taken_over_and_the_first_is_then_told(
    request_: Request, ann: User, ben: User
) -> None:
    take(request=request_, purpose="read", by=ann, now=NOW)
    later = NOW + timedelta(minutes=30)
    assert _holder(request_, later) is None
    take(request=request_, purpose="read", by=ben, now=later)
    with pytest.raises(Taken):
        take(request=request_, purpose="read", by=ann, now=later)


def test_given_back_it_is_free_and_giving_back_anothers_does_nothing(
    request_: Request, ann: User, ben: User
) -> None:
    take(request=request_, purpose="read", by=ann, now=NOW)
    give_back(request=request_, purpose="read", by=ben)
    assert _holder(request_, NOW) == ann
    give_back(request=request_, purpose="read", by=ann)
    give_back(request=request_, purpose="read", by=ann)
    assert take(request=request_, purpose="read", by=ben, now=NOW).user == ben


def test_reading_and_checking_are_two_leases(request_: Request, ann: User, ben: User) -> None:
    take(request=request_, purpose="read", by=ann, now=NOW)
    take(request=request_, purpose="check", by=ben, now=NOW)
    with pytest.raises(Taken, match="checking this"):
        take(request=request_, purpose="check", by=ann, now=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_old", [False, True])
def test_of_two_people_at_the_same_moment_one_gets_it(is_old: bool) -> None:
    request = create_request()
    people = [create_user(email=f"p{number}@example.org") for number in range(2)]
    if is_old:
        before = NOW - timedelta(hours=1)
        take(request=request, purpose="read", by=create_user(email="c@example.org"), now=before)
    waiting = list(people)

    def attempt() -> bool:
        try:
            take(request=request, purpose="read", by=waiting.pop(), now=NOW)
        except Taken:
            return False
        return True

    assert sorted(at_once(attempt)) == [False, True]
    assert Lease.objects.get().user in people
