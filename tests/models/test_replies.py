"""What the database refuses of links and replies."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foi.models import Reply, ReplyLink
from foi.models.reply_links import hashed
from tests.builders import at, create_council_reply, create_reply_link, create_request

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 14))


def refused(**changes: Any) -> None:
    link = create_reply_link(request=create_request())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyLink.objects.filter(pk=link.pk).update(**changes)


def test_a_link_is_of_one_thing_and_goes_a_known_way() -> None:
    refused(request=None)
    refused(channel="dove")


def test_a_request_has_one_link_of_ours_until_it_comes_back() -> None:
    link = create_reply_link(request=create_request())
    again = {"authority": link.authority, "request": link.request, "channel": "post"}
    again |= {"made_at": NOW, "expires_on": link.expires_on, "token_hash": hashed("another")}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyLink.objects.create(**again)
    link.mark_bounced(now=NOW)
    ReplyLink.objects.create(**again)


def test_a_dispute_has_a_report_and_a_document() -> None:
    reply = create_council_reply(link=create_reply_link(request=create_request()), kind="dispute")
    for gap in ({"report": None}, {"document": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(pk=reply.pk).update(**gap)


def test_what_is_hidden_has_a_reason() -> None:
    reply = create_council_reply(link=create_reply_link(request=create_request()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(hidden_at=NOW)
    with pytest.raises(ValueError):
        reply.hide(reason=" ", now=NOW)
