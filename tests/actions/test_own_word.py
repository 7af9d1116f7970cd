""" "Please read this for me" is asked once and taken back once, also from two tabs."""

from datetime import date

import pytest

from foi.actions.own_word import read_myself, want_reading
from foi.models import Request
from tests.at_once import at_once
from tests.builders import at, create_reply, create_request

NOW = at(date(2026, 12, 14))


@pytest.mark.django_db(transaction=True)
def test_a_reader_is_asked_for_and_sent_away_once_from_two_tabs_at_once() -> None:
    request = create_request()
    create_reply(request=request)
    events, owner = request.events.filter(kind="reading_wanted"), request.requester

    def fresh() -> Request:
        return Request.objects.get(pk=request.pk)

    at_once(lambda: want_reading(request=fresh(), by=owner, now=NOW))
    assert events.count() == 1 and fresh().reading_wanted_on is not None
    at_once(lambda: read_myself(request=fresh(), by=owner, now=NOW))
    assert events.filter(voids=True).count() == 1 and fresh().reading_wanted_on is None
