"""Ties to councils: asked once a round, kept private, and in force at every reading."""

from datetime import date

import pytest

from foi.actions.accounts import close_account
from foi.actions.decide import Passage, Said, read_question, read_reply, refuse_whole
from foi.actions.ties import HasTie, NeedsDeclaration, check_tie, declare, has_tie
from foi.comparison.ties import ties_declared
from foi.models import Declaration, Finding, Request, Round, Tie
from foi.rules.permissions import Visibility
from tests.at_once import at_once
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_letter,
    create_request,
    create_user,
)
from tests.builders import declare as told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 11)
NOW = at(TODAY)
SAID = Said("not_held", passage=Passage(quote="We do not hold it."))


def readings(request: Request) -> list[object]:
    """Each way in which a reading is entered."""
    facts = {"request": request, "by": create_campaigner(), "now": NOW}
    question = request.asked.get(question__key="pay_linked").question
    return [
        lambda: read_question(**facts, question=question, said=SAID),
        lambda: read_reply(**facts, readings=[(question, SAID)]),
        lambda: refuse_whole(**facts, said=SAID),
    ]


def test_nobody_reads_before_she_was_asked() -> None:
    request = create_request()
    for read in readings(request):
        with pytest.raises(NeedsDeclaration, match="Before you read"):
            read()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("kind", ["employed", "dispute"])
def test_a_tie_keeps_her_from_reading_there_and_nowhere_else(kind: str) -> None:
    kent, medway = create_request(), create_request(authority=create_authority(slug="medway"))
    declare(round=kent.round, by=create_campaigner(), ties=[(kind, kent.authority)], now=NOW)
    for read in readings(kent):
        with pytest.raises(HasTie, match="You told us that Kent employs you, or"):
            read()
    for read in readings(medway):
        read()
    assert {finding.request for finding in Finding.objects.all()} == {medway}


def test_the_requester_with_a_tie_is_sent_to_please_read_this_for_me() -> None:
    request = create_request()
    told(user=request.requester, request=request, tied="dispute")
    with pytest.raises(HasTie, match="Please read this for me"):
        check_tie(request=request, by=request.requester)


def test_each_round_asks_anew() -> None:
    request, by = create_request(), create_campaigner()
    declare(round=request.round, by=by, ties=[], now=NOW)
    check_tie(request=request, by=by)
    Round.objects.filter(pk=request.round_id).update(closed_on=date(2026, 12, 31))
    newer = Round.objects.create(
        letter=request.version.letter, number=2, opened_on=date(2027, 1, 1)
    )
    Request.objects.filter(pk=request.pk).update(round=newer)
    request.refresh_from_db()
    with pytest.raises(NeedsDeclaration):
        check_tie(request=request, by=by)


def test_a_later_word_takes_the_place_of_the_first_and_twice_is_once() -> None:
    request, by = create_request(), create_campaigner()
    tie = ("employed", request.authority)
    declare(round=request.round, by=by, ties=[tie, tie], now=NOW)
    declare(round=request.round, by=by, ties=[tie], now=NOW)
    assert Tie.objects.count() == 1 and has_tie(
        authority=request.authority, round=request.round, by=by
    )
    declare(round=request.round, by=by, ties=[], now=NOW)
    assert not has_tie(authority=request.authority, round=request.round, by=by)
    assert Declaration.objects.filter(user=by).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_words_at_the_same_moment_leave_one_declaration() -> None:
    request, by = create_request(), create_campaigner()
    tie = ("dispute", request.authority)
    at_once(lambda: declare(round=request.round, by=by, ties=[tie], now=NOW))
    assert Declaration.objects.filter(user=by).count() == Tie.objects.count() == 1


def test_an_unknown_kind_is_no_tie() -> None:
    request = create_request()
    with pytest.raises(ValueError, match="no tie of the kind"):
        declare(round=request.round, by=create_user(), ties=[("x", request.authority)], now=NOW)


def test_readers_of_what_is_public_are_counted_once_and_few_are_not_told() -> None:
    assert ties_declared(TODAY) == ("0", "0")
    round_, kent = create_letter().letter.rounds.get(), create_authority()
    other = create_letter(slug="other").letter.rounds.get()
    for number in range(5):
        user = create_user(email=f"p{number}@example.org")
        council = create_authority(slug=f"council-{number}")
        create_finding(request=create_request(owner=user, authority=council))
        declare(round=round_, by=user, ties=[("employed", kent)], now=NOW)
        assert ties_declared(TODAY).asked == ("5" if number == 4 else "fewer than 5")
    declare(round=other, by=user, ties=[("employed", kent), ("dispute", kent)], now=NOW)
    declare(round=round_, by=create_user(email="p0@example.org"), ties=[], now=NOW)
    assert ties_declared(TODAY) == ("5", "fewer than 5")


def test_who_read_only_what_is_not_public_is_not_counted() -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    create_finding(request=private)
    tie = ("employed", create_authority())
    declare(round=private.round, by=private.requester, ties=[tie], now=NOW)
    unpublished = create_request(owner=create_user(email="other@example.org"))
    create_finding(request=unpublished, published=False)
    assert ties_declared(TODAY) == ("0", "0")


def test_a_closed_account_leaves_no_declaration() -> None:
    request = create_request()
    told(user=request.requester, request=request, tied="employed")
    close_account(user=request.requester, now=NOW)
    assert not Declaration.objects.exists() and not Tie.objects.exists()
