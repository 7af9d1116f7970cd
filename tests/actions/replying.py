"""What tests of the right of reply share: a council with a link, and what it says."""

from datetime import date
from typing import Any

from foi.actions.reply import Typed
from foi.actions.report import decide
from foi.actions.uploads import Upload
from foi.comparison.council_says import council_says
from foi.models import Investigation, ReplyLink, Report, Request
from tests.builders import (
    at,
    create_finding,
    create_moderator,
    create_reply,
    create_reply_link,
    create_request,
)

TODAY = date(2026, 12, 14)
NOW = at(TODAY)
LATER = date(2027, 1, 8)  # an embargo's end
PAPER = Upload("minutes.txt", b"The committee decided otherwise.")
PAGE = "/compare/send-staff-targets/kent/"


def answered(**fields: Any) -> Request:
    request = create_request(**fields)
    create_reply(request=request)
    create_finding(request=request)
    return request


def a_link(**fields: Any) -> ReplyLink:
    return create_reply_link(request=answered(**fields))


def embargoed(request: Request) -> Investigation:
    made, _ = Investigation.objects.get_or_create(
        slug="sample",
        defaults={
            "title": "Sample",
            "version": request.version,
            "round": request.round,
            "embargo_until": LATER,
        },
    )
    request.join(made)
    return made


def says(link: ReplyLink, on: date = TODAY, user: Any = None) -> dict[str, list[Any]]:
    round_ = (link.request or Request.objects.latest("pk")).round
    return council_says(link.authority, round_, user=user, on=on)


def comment(words: str = "We have since changed this.", key: str = "pay_linked") -> Typed:
    return Typed(key, "comment", words)


def wrong(upload: Upload | None = PAPER, words: str = "The committee decided otherwise.") -> Typed:
    return Typed("pay_linked", "wrong", words, upload)


def decided(report: Report, correction: Any = ("No", "Yes", "The minutes say so.")) -> None:
    decide(
        report=report,
        by=create_moderator(),
        decision="The minutes are right.",
        show_again=False,
        correction=correction,
        now=NOW,
    )
