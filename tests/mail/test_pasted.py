"""Pasted e-mails: the header lines at the top are read, those of older mails are not."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.mail.pasted import read_pasted
from foi.mail.texts import clean
from foi.mail.written_dates import read_date, read_time

OUTLOOK = """From: FOI Team <foi@kent.gov.uk>
Sent: 20 November 2026 14:02
To: Jo Parent <jo@example.org>
Cc: Someone <s@example.org>
Subject: FOI 12345 - SEND staffing

Dear Jo,

We hold 31 posts.

From: Jo Parent <jo@example.org>
Sent: 2 November 2026 09:00
Subject: SEND staffing

My old letter.
"""


def test_outlook_headers_at_the_top_are_read() -> None:
    mail = read_pasted(OUTLOOK)
    assert (mail.from_name, mail.from_address) == ("FOI Team", "foi@kent.gov.uk")
    assert (mail.sent_on, mail.sent_time) == (date(2026, 11, 20), time(14, 2))
    assert mail.subject == "FOI 12345 - SEND staffing"
    assert mail.body.startswith("Dear Jo,")
    assert "My old letter." in mail.body  # nothing is trimmed
    assert mail.warnings == ()


def test_headers_of_a_quoted_older_mail_are_not_taken() -> None:
    mail = read_pasted("Dear Jo,\n\nWe hold 31 posts.\n\n" + OUTLOOK)
    assert (mail.from_address, mail.sent_on, mail.subject) == ("", None, "")
    assert mail.body.startswith("Dear Jo,")


@pytest.mark.parametrize(
    "text",
    [
        "---------- Forwarded message ---------\nFrom: FOI Team <foi@kent.gov.uk>\n"
        "Date: Fri, 20 Nov 2026 at 14:02\nSubject: Reply\nTo: <jo@example.org>\n\n\nHello\n",
        "Begin forwarded message:\n\nFrom: FOI Team <foi@kent.gov.uk>\nSubject: Reply\n"
        "Date: 20 November 2026 at 14:02:11 GMT\nTo: Jo <jo@example.org>\n\nHello",
        "-----Original Message-----\n*From:* FOI Team <foi@kent.gov.uk>\n"
        "*Sent:* Friday, November 20, 2026 2:02 PM\n*Subject:* Reply\n\nHello",
        "> From: FOI Team <foi@kent.gov.uk>\n> Date: 20/11/2026 14:02\n> Subject: Reply\n\nHello",
        "From:\nFOI Team <foi@kent.gov.uk>\nSent:\n20 November 2026 14:02\n"
        "Subject:\nReply\n\nHello",
        "From: FOI Team <foi@kent.gov.uk>\n\nSent: 20 November 2026 14:02\n\n"
        "Subject: Reply\n\nHello",
        "Reply\nFOI Team <foi@kent.gov.uk>\t\n20 Nov 2026, 14:02 (2 days ago)\t\nto me\n\nHello",
        "CAUTION: this e-mail came from outside\n\nFrom: FOI Team <foi@kent.gov.uk>\n"
        "Sent: 20 November 2026 14:02\nSubject: Reply\nImportance: High\n\nHello",
        "From: FOI Team <foi@kent.gov.uk>\r\nSent: 20 November 2026 14:02\r\nSubject: Reply\r\n"
        "\r\nHello",
    ],
)
def test_every_usual_copy_gives_the_same_facts(text: str) -> None:
    mail = read_pasted(text)
    assert (mail.from_name, mail.from_address) == ("FOI Team", "foi@kent.gov.uk")
    assert (mail.sent_on, mail.sent_time) == (date(2026, 11, 20), time(14, 2))
    assert mail.subject == "Reply"
    assert mail.body.lstrip("> ") == "Hello"


def test_an_attribution_line_at_the_top_is_read() -> None:
    mail = read_pasted("On Fri, 20 Nov 2026 at 14:02, FOI Team <foi@kent.gov.uk>\nwrote:\n> Hello")
    assert (mail.from_address, mail.sent_on) == ("foi@kent.gov.uk", date(2026, 11, 20))
    assert mail.body == "> Hello"


def test_words_without_headers_are_all_body() -> None:
    mail = read_pasted("Dear Jo: thank you.\n\nNote: we are closed at Christmas.")
    assert mail.sent_on is None and mail.from_address == ""
    assert mail.body == "Dear Jo: thank you.\n\nNote: we are closed at Christmas."


def test_an_unreadable_date_is_said_and_the_words_kept() -> None:
    mail = read_pasted("From: a@b.uk\nSent: yesterday\nSubject: x\n\nHello")
    assert mail.sent_on is None
    assert mail.date_written == "yesterday"
    assert any("date" in warning for warning in mail.warnings)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 November 2026", date(2026, 11, 3)),
        ("Tue, 3rd Nov 2026 10:00", date(2026, 11, 3)),
        ("November 3, 2026", date(2026, 11, 3)),
        ("3/11/2026", date(2026, 11, 3)),
        ("11/23/2026", date(2026, 11, 23)),
        ("2026-11-03T10:00", date(2026, 11, 3)),
        ("03-Nov-2026", date(2026, 11, 3)),
        ("31 February 2026", None),
        ("3 Nov", None),
        ("", None),
    ],
)
def test_dates_are_read_the_british_way(written: str, expected: date | None) -> None:
    assert read_date(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2:02 PM", time(14, 2)), ("12:05 am", time(0, 5)), ("14.02", time(14, 2)), ("noon", None)],
)
def test_times_are_read(written: str, expected: time | None) -> None:
    assert read_time(written) == expected


@given(st.text(max_size=300))
def test_any_text_is_read_and_none_of_it_lost_without_headers(text: str) -> None:
    mail = read_pasted(text)
    if not (mail.from_name or mail.from_address or mail.date_written or mail.subject or mail.to):
        assert mail.body == clean(text).strip()


@given(st.lists(st.sampled_from(
    ["From:", "Sent: 3 Nov 2026", "To: a@b.c", "", "Hello", "> x", "On 3 Nov 2026, A wrote:",
     "A <a@b.c>", "3 Nov 2026", "to me", "---- Original Message ----"]), max_size=20))  # fmt: skip
def test_any_order_of_header_lines_is_read(lines: list[str]) -> None:
    read_pasted("\n".join(lines))
