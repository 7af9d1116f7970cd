"""The post tray: kept raw and private, matched by a program, filed by a person."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from foi.actions import accounts
from foi.actions import post as posting
from foi.actions.post import CannotFile, file_mail, letters_named, take_in
from foi.actions.receive import Came, CannotReceive, Upload, hand_in, take_back
from foi.actions.sort_post import sort_post
from foi.models import InboundMail, Investigation, Membership, Message, Request, TrayMail, User
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_letter,
    create_moderator,
    create_request,
    create_user,
)
from tests.mail.pdf_builders import letter_pdf
from tests.mailbox import mailbox, saved_mail, zipped

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 11)
NOW = at(TODAY)


def lay(by: User, *mails: bytes) -> list[TrayMail]:
    """These mails in her tray, looked at."""
    uploads = [Upload(f"{n}.eml", raw) for n, raw in enumerate(mails)]
    take_in(by=by, uploads=uploads, now=NOW)
    sort_post(now=NOW)
    return list(by.tray.order_by("pk"))


def of(request: Request, **facts: str) -> bytes:
    """A saved mail that names this letter."""
    return saved_mail(subject=f"RE: {request.ref}", **facts)


def named(mail: TrayMail) -> tuple[list[str], str]:
    return [row.ref for row in mail.candidates.all()], mail.why


# ------------------------------------------------------------------ handing in
def test_every_mail_of_an_upload_is_kept_raw_and_the_rest_is_named() -> None:
    parent, raws = create_user(), [saved_mail(text=f"Answer {n}.") for n in range(4)]
    uploads = [
        Upload("one.eml", raws[0]),
        Upload("all.zip", zipped({"in/two.eml": raws[1], "n.docx": b"Notes"})),
        Upload("box.mbox", mailbox(raws[2:])),
        Upload("photo.jpg", b"\xff\xd8\xff"),
    ]
    taken = take_in(by=parent, uploads=uploads, now=NOW)
    assert (taken.kept, taken.known) == (4, 0)
    assert [each.name for each in taken.left_out] == ["n.docx", "photo.jpg"]
    assert {bytes(mail.inbound.raw) for mail in parent.tray.all()} == set(raws)
    assert not Message.objects.filter(direction="in").exists()


def test_the_same_upload_again_keeps_nothing_twice() -> None:
    parent, uploads = create_user(), [Upload("a.eml", saved_mail())]
    take_in(by=parent, uploads=uploads, now=NOW)
    taken = take_in(by=parent, uploads=uploads, now=NOW)
    assert (taken.kept, taken.known) == (0, 1) and InboundMail.objects.count() == 1


def test_a_full_tray_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_WAITING", 2)
    parent = create_user()
    many = [Upload("b.mbox", mailbox([saved_mail(text=f"Answer {n}.") for n in range(3)]))]
    taken = take_in(by=parent, uploads=many, now=NOW)
    assert taken.kept == 2 and len(taken.left_out) == 1
    with pytest.raises(CannotReceive, match="wait in your post tray"):
        take_in(by=parent, uploads=many, now=NOW)


def test_a_mail_over_the_limit_is_left_out() -> None:
    with override_settings(UPLOAD_LIMIT_BYTES=500):
        taken = take_in(
            by=create_user(), uploads=[Upload("a.eml", saved_mail(text="a " * 500))], now=NOW
        )
    assert taken.kept == 0 and "larger" in taken.left_out[0].why


def test_the_same_bytes_may_lie_once_in_each_tray_and_no_oftener() -> None:
    inbound, _ = InboundMail.objects.keep(b"From: a", now=NOW)
    parent = create_user()
    assert TrayMail.objects.put(inbound, owner=parent, name="a.eml", now=NOW)
    assert TrayMail.objects.put(inbound, owner=create_campaigner(), name="b.eml", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrayMail.objects.create(inbound=inbound, owner=parent, name="c", kept_at=NOW)


def test_no_suggestion_without_a_known_reason_and_a_look() -> None:
    inbound, _ = InboundMail.objects.keep(b"From: a", now=NOW)
    for facts in ({"why": "reference"}, {"why": "stars", "looked_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrayMail.objects.create(
                inbound=inbound, owner=create_user(), name="a", kept_at=NOW, **facts
            )


# -------------------------------------------------------------------- matching
def test_a_program_suggests_by_reference_council_reference_and_domain() -> None:
    parent = create_user()
    kent = create_request(owner=parent, authority=create_authority(email="foi@kent.gov.uk"))
    devon = create_request(owner=parent, authority=create_authority(slug="devon"))
    devon.set_council_ref("EIR/778/26")
    ours, theirs, domain, other = lay(
        parent,
        of(kent),
        saved_mail(sender="x@case.example", subject="Re EIR-778-26"),
        saved_mail(sender="x@kent.gov.uk", subject="Freedom of information"),
        saved_mail(sender="x@shop.example", subject="Your parcel"),
    )
    assert named(ours) == ([kent.ref], "reference")
    assert named(theirs) == ([devon.ref], "council_ref")
    assert named(domain) == ([kent.ref], "domain")
    assert named(other) == ([], "")
    assert ours.sender == "FOI Team" and ours.from_address == "foi@kent.gov.uk"
    assert ours.first_lines == "Please find attached our response." and ours.looked_at == NOW


def test_a_reply_to_the_letter_that_the_site_sent_is_known_by_its_headers() -> None:
    mine = create_request()
    Message.objects.filter(request=mine).update(message_id="<1@site.example>")
    raw = saved_mail(subject="RE: x", headers=(("In-Reply-To", "<1@site.example>"),))
    assert named(lay(mine.requester, raw)[0]) == ([mine.ref], "answers")


@pytest.mark.parametrize("visibility", Visibility)
def test_somebody_else_s_letter_is_as_unknown_as_none(visibility: Visibility) -> None:
    kent = create_authority(email="foi@kent.gov.uk")
    theirs = create_request(
        owner=create_user(email="other@example.org"), visibility=visibility, authority=kent
    )
    theirs.set_council_ref("EIR/778/26")
    me = create_user(email="me@example.org")
    mails = lay(me, of(theirs), saved_mail(subject="FOI EIR/778/26"))
    assert [named(mail) for mail in mails] == [([], ""), ([], "")]
    with pytest.raises(CannotFile, match="You have no sent letter"):
        letters_named(by=me, text=theirs.ref, on=TODAY)
    with pytest.raises(CannotFile, match="None of your letters went to"):
        letters_named(by=me, text="Kent", on=TODAY)
    with pytest.raises(CannotReceive):
        file_mail(mail=mails[0], to=[theirs], by=me, now=NOW)
    assert not Message.objects.filter(direction="in").exists() and me.tray.count() == 2


def test_editors_campaigners_and_staff_are_suggested_what_they_may_log() -> None:
    version = create_letter()
    group = Investigation.objects.create(
        slug="one", title="One", version=version, round=version.letter.rounds.get()
    )
    private = create_request(visibility=Visibility.PRIVATE, investigation=group)
    public = create_request(authority=create_authority(slug="devon"))
    roles = {"editor": [private.ref], "reader": []}
    for role, refs in roles.items():
        user = create_user(email=f"{role}@example.org")
        Membership.objects.create(investigation=group, user=user, role=role)
        assert named(lay(user, of(private))[0])[0] == refs, role
    assert [named(m)[0] for m in lay(create_campaigner(), of(private), of(public))] == [
        [],
        [public.ref],
    ]
    assert named(lay(create_moderator(), of(private))[0])[0] == [private.ref]


def test_a_draft_and_one_s_own_mail_are_no_match() -> None:
    parent = create_user()
    draft = create_request(owner=parent, sent_on=None)
    sent = create_request(owner=parent, authority=create_authority(slug="devon"))
    mails = lay(parent, of(draft), of(sent, sender="Pat <Parent@example.org>"))
    assert [named(mail) for mail in mails] == [([], ""), ([], "")]


def test_looking_twice_or_late_does_no_harm() -> None:
    mine = create_request()
    (mail,) = lay(mine.requester, of(mine))
    sort_post(now=NOW + timedelta(days=3))
    mail.refresh_from_db()
    assert mail.looked_at == NOW and named(mail) == ([mine.ref], "reference")


def test_a_mail_in_another_worker_s_hands_is_left_until_that_one_is_surely_dead() -> None:
    mine = create_request()
    take_in(by=mine.requester, uploads=[Upload("a.eml", of(mine))], now=NOW)
    assert TrayMail.objects.claim(now=NOW) and not TrayMail.objects.claim(now=NOW)
    sort_post(now=NOW + timedelta(minutes=14))
    assert TrayMail.objects.get().looked_at is None
    sort_post(now=NOW + timedelta(minutes=16))
    assert TrayMail.objects.get().why == "reference"


def test_a_look_that_comes_after_filing_writes_nothing() -> None:
    mine = create_request()
    (mail,) = lay(mine.requester, of(mine))
    file_mail(mail=mail, to=[mine], by=mine.requester, now=NOW)
    mail.pk = 1
    mail.looked(said={}, candidates=[mine.pk], why="reference", now=NOW)
    assert not TrayMail.objects.exists()


def test_what_is_no_mail_after_all_says_so() -> None:
    parent = create_user()
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60)
    )
    (mail,) = lay(parent, b"From: a@kent.gov.uk\nMessage-ID: <1@x>\nMIME-Version: 1.0\n" + deep)
    assert "more parts" in mail.problem and named(mail) == ([], "")


# ---------------------------------------------------------------------- filing
def test_filing_makes_the_same_message_as_handing_in_one_saved_mail() -> None:
    parent = create_user()
    one = create_request(owner=parent)
    two = create_request(owner=parent, authority=create_authority(slug="devon"))
    raw = saved_mail(
        subject=f"{one.ref}", files=(("answers.pdf", letter_pdf(), "application/pdf"),)
    )
    (mail,) = lay(parent, raw)
    (filed,) = file_mail(mail=mail, to=[one], by=parent, now=NOW)
    came = Came(channel="email", uploads=(Upload("a.eml", raw),))
    by_hand = hand_in(request=two, by=parent, came=came, now=NOW)
    for column in ("kind", "text", "subject", "came_on", "dated_on", "channel", "by", "inbound"):
        assert getattr(filed, column) == getattr(by_hand, column), column
    assert filed.kind == "unread" and not filed.date_by_requester and filed.public_text is None
    assert filed.attachments.get().sha256 == by_hand.attachments.get().sha256
    one.refresh_from_db()
    assert one.came_said_on == TODAY
    assert not parent.tray.exists() and InboundMail.objects.get().sorted_at == NOW


def test_filing_twice_and_handing_in_before_make_one_message() -> None:
    mine = create_request()
    raw = of(mine)
    came = Came(channel="email", uploads=(Upload("a.eml", raw),))
    before = hand_in(request=mine, by=mine.requester, came=came, now=NOW)
    (mail,) = lay(mine.requester, raw)
    in_other_tab = TrayMail.objects.get()
    assert file_mail(mail=mail, to=[mine], by=mine.requester, now=NOW) == [before]
    assert file_mail(mail=in_other_tab, to=[mine], by=mine.requester, now=NOW) == []
    assert Message.objects.filter(direction="in").count() == 1


def test_one_mail_may_answer_two_letters() -> None:
    parent = create_user()
    one = create_request(owner=parent)
    two = create_request(owner=parent, authority=create_authority(slug="devon"))
    (mail,) = lay(parent, saved_mail(subject=f"{one.ref} and {two.ref}"))
    assert named(mail)[1] == "reference" and len(named(mail)[0]) == 2
    filed = file_mail(mail=mail, to=[one, two], by=parent, now=NOW)
    assert {message.request for message in filed} == {one, two}
    assert InboundMail.objects.count() == 1


def test_nobody_files_from_another_s_tray() -> None:
    mine, staff = create_request(), create_moderator()
    (mail,) = lay(mine.requester, of(mine))
    with pytest.raises(CannotFile, match="no such mail"):
        file_mail(mail=mail, to=[mine], by=staff, now=NOW)
    assert posting.discard(tokens=[mail.token], by=staff, now=NOW) == 0
    assert posting.delete_for_good(tokens=[mail.token], by=staff) == 0
    assert mine.requester.tray.waiting().count() == 1


def test_a_letter_is_named_by_reference_or_by_a_council_with_one_letter() -> None:
    parent = create_user()
    one = create_request(owner=parent)
    two = create_request(owner=parent, authority=create_authority(slug="devon"))
    find = {text: letters_named(by=parent, text=text, on=TODAY) for text in (
        one.ref.lower(), f"{one.ref} Kent", "devon", f"{two.ref} {one.ref}")}  # fmt: skip
    assert list(find.values()) == [[one], [one], [two], [two, one]]
    create_request(owner=parent, authority=create_authority(slug="devon"))
    with pytest.raises(CannotFile, match="More than one of your letters went to Devon: TD-"):
        letters_named(by=parent, text="Devon", on=TODAY)
    with pytest.raises(CannotFile, match="None of your letters went to a council of that name"):
        letters_named(by=parent, text="Atlantis", on=TODAY)


# ------------------------------------------------------------------ discarding
def test_discarded_mails_come_back_until_they_are_deleted_for_good() -> None:
    parent = create_user()
    (mail,) = lay(parent, saved_mail())
    mine = {"tokens": [mail.token], "by": parent}
    assert posting.delete_for_good(**mine) == 0, "only what was discarded"
    assert posting.discard(now=NOW, **mine) == 1 and posting.discard(now=NOW, **mine) == 0
    assert posting.bring_back(**mine) == 1 and parent.tray.waiting().exists()
    posting.discard(now=NOW, **mine)
    assert posting.delete_for_good(**mine) == 1 and posting.delete_for_good(**mine) == 0
    assert not InboundMail.objects.exists()


def test_a_discarded_mail_that_is_handed_in_again_waits_again() -> None:
    parent = create_user()
    (mail,) = lay(parent, saved_mail())
    posting.discard(tokens=[mail.token], by=parent, now=NOW)
    lay(parent, saved_mail())
    assert parent.tray.waiting().count() == 1


def test_raw_bytes_stay_while_anything_of_anybody_rests_on_them() -> None:
    mine, other = create_request(), create_user(email="other@example.org")
    raw = of(mine)
    (hers,) = lay(other, raw)
    (mail,) = lay(mine.requester, raw)
    (filed,) = file_mail(mail=mail, to=[mine], by=mine.requester, now=NOW)
    posting.discard(tokens=[hers.token], by=other, now=NOW)
    posting.delete_for_good(tokens=[hers.token], by=other)
    assert bytes(filed.inbound.raw) == raw
    lay(other, raw)
    take_back(message=filed, by=mine.requester, now=NOW)
    assert bytes(other.tray.get().inbound.raw) == raw
    other.tray.all().drop()
    assert not InboundMail.objects.exists()


def test_what_nobody_files_goes_after_ninety_days() -> None:
    mine = create_request()
    old, filed = lay(mine.requester, saved_mail(), of(mine))
    file_mail(mail=filed, to=[mine], by=mine.requester, now=NOW)
    posting.purge_trays(now=NOW + timedelta(days=90))
    assert list(mine.requester.tray.all()) == [old]
    for _ in range(2):
        posting.purge_trays(now=NOW + timedelta(days=90, minutes=1))
    assert not TrayMail.objects.exists() and InboundMail.objects.count() == 1


# --------------------------------------------------------------------- erasure
def test_closing_an_account_empties_the_tray_and_the_raw_mails_of_its_letters() -> None:
    mine = create_request()
    parent, other = mine.requester, create_user(email="other@example.org")
    theirs = create_request(owner=other, authority=create_authority(slug="devon"))
    shared = saved_mail(subject="To both", text="Shared.")
    for raw in (of(mine), shared):
        came = Came(channel="email", uploads=(Upload("a.eml", raw),))
        hand_in(request=mine, by=parent, came=came, now=NOW)
    both = Came(channel="email", uploads=(Upload("a.eml", shared),))
    hand_in(request=theirs, by=other, came=both, now=NOW)
    lay(parent, saved_mail(text="Waiting."))
    accounts.close_account(user=parent, now=NOW)
    assert not TrayMail.objects.exists()
    raws = sorted(bytes(row.raw) for row in InboundMail.objects.all())
    assert raws == [b"", shared]
    assert mine.messages.filter(direction="in").count() == 2, "the dates stay"


def test_bytes_emptied_with_an_account_are_whole_again_for_whoever_hands_them_in() -> None:
    mine = create_request()
    raw = of(mine)
    came = Came(channel="email", uploads=(Upload("a.eml", raw),))
    hand_in(request=mine, by=mine.requester, came=came, now=NOW)
    accounts.close_account(user=mine.requester, now=NOW)
    other = create_user(email="other@example.org")
    (mail,) = lay(other, raw)
    assert bytes(mail.inbound.raw) == raw and named(mail) == ([], "")
