"""A council's link: its own cells alone, its end, its renewal, its tokens and codes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from foi.actions.reply import CannotReply, renew, say
from foi.actions.reply_send import send_some
from foi.comparison.link_cells import link_cells
from foi.models import ReplyLink
from foi.rules.permissions import Visibility
from tests.actions.replying import LATER, NOW, TODAY, a_link, answered, comment, embargoed
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_reply_link,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


def test_a_link_shows_its_own_request_s_cells_and_no_other() -> None:
    link = a_link()
    other = answered(owner=create_user(email="other@example.org"))
    create_finding(request=other, key="plans", quote="Another letter’s passage.", written="12")
    private = create_request(
        owner=create_user(email="third@example.org"), visibility=Visibility.PRIVATE
    )
    create_finding(request=private, key="targets_document", quote="A private passage.")
    shown = link_cells(link, on=TODAY)
    assert shown is not None and [row.ref for row in shown.requests] == [link.request.ref]
    cells = {cell.key: cell.told.shown.cell for cell in shown.cells}
    assert cells["pay_linked"].outcome == "answered"
    for key in ("plans", "targets_document"):
        assert (cells[key].quote, cells[key].outcome) == ("", "received")
    assert all(not cell.told.beside for cell in shown.cells)


def test_before_an_embargo_ends_the_council_sees_its_own_cells_alone() -> None:
    request = answered()
    embargoed(request)
    link = create_reply_link(request=request)
    essex = answered(authority=create_authority(slug="essex"), owner=create_user(email="e@x.org"))
    embargoed(essex)
    shown = link_cells(link, on=TODAY)
    assert shown is not None and shown.public_on == LATER
    assert [row.authority.slug for row in shown.requests] == ["kent"]
    assert link_cells(link, on=LATER).public_on is None


@pytest.mark.parametrize("change", ["private", "hidden"])
def test_what_is_private_or_hidden_now_is_on_no_link(change: str) -> None:
    link = a_link()
    if change == "private":
        link.request.set_visibility(Visibility.PRIVATE)
    else:
        link.request.hide(reason="A slip.", now=NOW)
    assert link_cells(link, on=TODAY) is None
    with pytest.raises(CannotReply, match="no such answer"):
        say(link=link, typed=comment(), now=NOW)


def test_an_unpublished_or_hidden_finding_is_not_on_the_link() -> None:
    link = a_link()
    link.request.findings.get().unpublish()
    shown = link_cells(link, on=TODAY)
    assert shown is not None
    assert shown.cell("pay_linked").told.shown.cell.outcome == "received"
    assert "passage" not in str(shown)


# ------------------------------------------------------------------- the link itself
def test_an_expired_link_keeps_nothing_and_is_renewed_at_the_same_address(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    council = create_authority(email="foi@kent.gov.uk")
    link = a_link(authority=council)
    old, after = link.token, at(link.expires_on + timedelta(days=1))
    with pytest.raises(CannotReply, match="expired"):
        say(link=link, typed=comment(), now=after)
    assert not renew(link=link, now=NOW), "it is still open"
    assert renew(link=link, now=after) and not renew(link=link, now=after)
    link.refresh_from_db()
    assert link.token != old and ReplyLink.objects.find(old) is None
    assert ReplyLink.objects.find(link.token) == link
    assert send_some(now=after, most=9) == 1 and link.token in mail.outbox[0].body
    assert send_some(now=after, most=9) == 0
    link.refresh_from_db()
    assert link.told_on == date(2026, 12, 11), "told once"


@pytest.mark.parametrize("why", ["printed", "no longer confirmed"])
def test_a_link_is_not_renewed_where_nobody_knows_the_address(why: str) -> None:
    council = create_authority(email="foi@kent.gov.uk")
    request = answered(authority=council)
    link = create_reply_link(request=request, printed=why == "printed", told=True)
    council.contacts.update(status="withdrawn")
    assert not renew(link=link, now=at(link.expires_on + timedelta(days=1)))


def test_a_bounced_link_opens_nothing() -> None:
    link = a_link()
    link.mark_bounced(now=NOW)
    assert ReplyLink.objects.find(link.token) is None


def test_tokens_and_codes_of_two_links_differ_and_codes_forgive_how_they_are_typed() -> None:
    first = create_reply_link(request=answered(), printed=True)
    second = create_reply_link(
        request=answered(owner=create_user(email="other@example.org")), printed=True
    )
    assert first.token != second.token and first.code != second.code
    assert len(first.code) == 14 and not set(first.code) & set("IO01")
    assert ReplyLink.objects.find_code(f" {first.code.lower().replace('-', ' ')}") == first
    assert ReplyLink.objects.find_code("") is None
    assert ReplyLink.objects.find_code("AAAA-AAAA-AAAA") is None
