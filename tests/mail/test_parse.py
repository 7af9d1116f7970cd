"""Mails: every fact that can be read is read, and whatever cannot be is said in a sentence."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foi.mail.parse import NotAMail, ParsedMail, parse


def council_reply() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "FOI Team <foi@kent.gov.uk>"
    message["To"] = "td-7k4qf2@in.example.org, Jo <jo@example.org>"
    message["Cc"] = "records@kent.gov.uk"
    message["Subject"] = "RE: Freedom of Information – SEND staff"
    message["Date"] = "Fri, 20 Nov 2026 14:02:00 +0000"
    message["Message-ID"] = "<reply-1@kent.gov.uk>"
    message["In-Reply-To"] = "<letter-1@in.example.org>"
    message["References"] = "<letter-0@in.example.org> <letter-1@in.example.org>"
    message.set_content("Dear Jo,\n\nWe hold 31 posts at £31,000.\n")
    message.add_alternative("<p>Dear Jo, the <b>HTML</b> one</p>", subtype="html")
    message.add_attachment(
        b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="Re/ply.pdf"
    )
    return message


def raw(*lines: str | bytes) -> bytes:
    return b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)


HEAD = ("From: FOI <foi@kent.gov.uk>", "Subject: Reply", "Date: Fri, 20 Nov 2026 14:02:00 +0000")


def test_a_councils_reply_is_read_whole() -> None:
    mail = parse(council_reply().as_bytes())
    assert mail == ParsedMail(
        message_id="<reply-1@kent.gov.uk>",
        from_name="FOI Team",
        from_address="foi@kent.gov.uk",
        to=("td-7k4qf2@in.example.org", "jo@example.org", "records@kent.gov.uk"),
        subject="RE: Freedom of Information – SEND staff",
        sent_at=datetime(2026, 11, 20, 14, 2, tzinfo=UTC),
        date_header="Fri, 20 Nov 2026 14:02:00 +0000",
        body="Dear Jo,\n\nWe hold 31 posts at £31,000.",
        attachments=mail.attachments,
        automatic=False,
        bounce=False,
        bounced_ids=(),
        in_reply_to=("<letter-1@in.example.org>",),
        references=("<letter-0@in.example.org>", "<letter-1@in.example.org>"),
        warnings=(),
    )
    [part] = mail.attachments
    assert (part.part_path, part.filename, part.content_type) == ("2", "ply.pdf", "application/pdf")
    assert part.content == b"%PDF-1.7 x"


def test_html_alone_becomes_readable_text() -> None:
    html = (
        "<html><head><style>p{}</style><title>t</title></head><body><p>Dear\nJo,</p>"
        "<ul><li>31 posts</li><li>2 vacancies</li></ul><table><tr><th>Year</th><th>Posts</th></tr>"
        "<tr><td>2026</td><td>31</td></tr></table><p>See <a href='https://kent.gov.uk/x'>here</a>"
        "<br>Bye</p><div style='display:none'>unseen</div><script>x</script></body></html>"
    )
    mail = parse(raw(*HEAD, "Content-Type: text/html; charset=utf-8", "", html))
    assert mail.body == (
        "Dear Jo,\n\n- 31 posts\n- 2 vacancies\n\nYear | Posts\n2026 | 31\n\n"
        "See here <https://kent.gov.uk/x>\nBye"
    )


def test_an_empty_plain_part_gives_way_to_the_html() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.uk", "x"
    message.set_content(" \n")
    message.add_alternative("<p>The real words</p>", subtype="html")
    assert parse(message.as_bytes()).body == "The real words"


@pytest.mark.parametrize("charset", ["x-unknown", "rot13", "=?", "utf-8", "ascii"])
def test_an_unknown_or_wrong_charset_loses_no_words(charset: str) -> None:
    content_type = f"Content-Type: text/plain; charset={charset}"
    mail = parse(raw(*HEAD, content_type, "Content-Transfer-Encoding: 8bit", "", b"Cost: \xa3450"))
    assert mail.body == "Cost: £450"


def test_headers_in_raw_eight_bit_and_encoded_words_are_read() -> None:
    mail = parse(
        raw(b"From: =?iso-8859-1?q?Ren=E9e?= <r@b.uk>", b"Subject: Caf\xe9 \xa3450", b"To: a@b.uk",
            b"", b"x")
    )  # fmt: skip
    assert (mail.from_name, mail.subject) == ("Renée", "Café £450")
    assert parse(raw("From: a@b.uk", "Subject: Café", "", "x")).subject == "Café"


@pytest.mark.parametrize("written", ["yesterday", "Mon, 32 Foo 2026 99:99", "", "1 Jan 1066 00:00"])
def test_a_bad_date_is_none_and_said(written: str) -> None:
    mail = parse(raw("From: a@b.uk", "Subject: x", f"Date: {written}", "", "words"))
    assert mail.sent_at is None
    assert mail.date_header == written
    assert any("date" in warning for warning in mail.warnings)


def test_a_date_without_zone_is_read_as_utc() -> None:
    mail = parse(raw("From: a@b.uk", "Date: Fri, 20 Nov 2026 14:02:00 -0000", "", "x"))
    assert mail.sent_at is not None
    assert mail.sent_at.utcoffset() == timedelta(0)


def test_a_mail_in_the_mail_is_kept_with_its_files() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "jo@example.org", "Fwd"
    outer.set_content("See attached.")
    outer.add_attachment(council_reply())
    mail = parse(outer.as_bytes())
    assert mail.body == "See attached."
    names = [(part.filename, part.content_type) for part in mail.attachments]
    assert names == [
        ("RE_ Freedom of Information – SEND staff.eml", "message/rfc822"),
        ("ply.pdf", "application/pdf"),
    ]
    inner = parse(mail.attachments[0].content)
    assert inner.message_id == "<reply-1@kent.gov.uk>"
    assert mail.attachments[1].part_path.startswith(mail.attachments[0].part_path + ".")


def test_winmail_dat_is_kept_and_said() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.uk", "x"
    message.set_content("See file")
    message.add_attachment(
        b"x\x9f>\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    mail = parse(message.as_bytes())
    assert mail.attachments[0].filename == "winmail.dat"
    assert any("winmail.dat" in warning for warning in mail.warnings)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("Return-Path: <>", True),
        ("X-Autoreply: yes", True),
        ("X-Mailer: Outlook", False),
        ("X-Auto-Response-Suppress: All", False),  # Exchange puts it on people's mail too
    ],
)
def test_machines_say_that_they_are_machines(extra: str, expected: bool) -> None:
    assert parse(raw(*HEAD, extra, "", "words")).automatic is expected


def test_a_bounce_says_which_message_failed() -> None:
    mail = parse(
        raw("From: MAILER-DAEMON@mx.kent.gov.uk", "Subject: Undelivered",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
            "--b", "", "It failed.", "--b", "Content-Type: message/delivery-status", "",
            "Reporting-MTA: dns; mx", "", "Status: 5.1.1", "", "--b",
            "Content-Type: message/rfc822", "", "Message-ID: <letter-1@in.example.org>",
            "From: us@in.example.org", "", "our letter", "--b--")
    )  # fmt: skip
    assert mail.bounce and mail.automatic
    assert mail.bounced_ids == ("<letter-1@in.example.org>",)
    assert mail.body == "It failed."


def test_no_body_and_no_sender_are_said() -> None:
    mail = parse(raw("Received: from x", "Subject: x", "", ""))
    assert (mail.body, mail.from_address) == ("", "")
    assert len(mail.warnings) == 3


def test_a_giant_header_is_cut_and_stops_nothing() -> None:
    many = ", ".join(f"p{number}@b.uk" for number in range(50_000))
    mail = parse(raw("From: a@b.uk", f"To: {many}", f"Subject: {'x' * 1_000_000}", "", "words"))
    assert len(mail.subject) <= 20_000
    assert mail.body == "words"


def test_mails_nested_without_end_get_a_sentence() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"
        for number in range(300)
    )
    with pytest.raises(NotAMail, match="more parts inside each other"):
        parse(raw(*HEAD) + b"\r\n" + nested.encode())


@pytest.mark.parametrize(
    "content",
    [b"", b"  \r\n", b"%PDF-1.7\n1 0 obj", b"PK\x03\x04" + bytes(100), b"Dear Sir,\n\nHello",
     b"Subject: only a subject\n\nx", b"<html><body>From: a@b.uk</body></html>", bytes(range(256))],
)  # fmt: skip
def test_what_is_no_mail_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAMail, match=r"^This file is (not a saved e-mail|empty)\b.*\.$"):
        parse(content)


def test_a_windows_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    assert parse(b"\xef\xbb\xbf\r\n\r\n" + raw(*HEAD, "", "x")).subject == "Reply"


def check(content: bytes) -> None:
    try:
        mail = parse(content)
    except NotAMail as error:
        assert str(error).endswith(".")
        return
    assert mail.sent_at is None or mail.sent_at.tzinfo
    for text in (mail.subject, mail.body, mail.from_name, *(p.filename for p in mail.attachments)):
        text.encode()  # no half characters that a database refuses
        assert "\0" not in text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_give_a_mail_or_a_sentence(content: bytes) -> None:
    check(content)
    check(raw(*HEAD) + b"\r\n" + content)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_mail_gives_a_mail_or_a_sentence(data: st.DataObject) -> None:
    broken = bytearray(council_reply().as_bytes())
    for _ in range(data.draw(st.integers(1, 10))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(broken))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["From", "To", "Date", "Subject", "Content-Type", "Message-ID", "References",
                 "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted"]
            ),
            st.one_of(
                st.text(st.characters(blacklist_categories=["Cs"]), max_size=40),
                st.sampled_from(
                    ["multipart/mixed; boundary=b", "message/rfc822", "text/html; charset=*x''",
                     "=?utf-8?b?!!?=", "=?x?q?=A?=", "base64", "uuencode", "<<<a@b",
                     'attachment; filename*0*=x''; filename="=?utf-8?q?=?="',
                     "multipart/report", "message/delivery-status"]
                ),
            ),
        ),
        max_size=8,
    ),
    st.sampled_from(["", "--b\n\nx\n--b--", "--b\nContent-Type: text/html\n\n<p>", "<![CDATA["]),
)  # fmt: skip
def test_any_headers_give_a_mail_or_a_sentence(headers: list[tuple[str, str]], body: str) -> None:
    lines = [f"{name}: {value}" for name, value in headers]
    check("\n".join(["From: a@b.uk", "Subject: x", *lines, "", body]).encode())
