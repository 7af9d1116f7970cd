"""What the bench measures and holds against the budgets: queries, time, size."""

import os
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter, process_time

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foi.memory import settle_memory
from foi.models import Finding, Request, User
from foi.rules.permissions import Visibility

COMPARE_QUERIES, COMPARE_MS, COMPARE_KB = 10, 100, 60
REQUEST_QUERIES = 10
MEASURED_LETTER = "send-staff-targets"  # twelve questions: the library's widest table
TIMES = 30  # the best of them says most on a busy machine
LISTS = {
    "home": "/",
    "all councils": "/authorities/",
    "one council": "/authorities/{council}/",
    "all letters": "/letters/",
    "all requests": "/requests/",
    "all comparisons": "/compare/",
    "one comparison": "/compare/{letter}/",
    "one council's cells": "/compare/{letter}/{council}/",
    "one comparison, CSV": "/compare/{letter}.csv",
    "all refusals": "/refusals/",
    "refusals by ground": "/refusals/foia-s12-1/",
    "feed": "/feeds/",
    "site map": "/sitemap.xml",
}
SIGNED_IN = {"my page": "/me/", "my comparison": "/compare/{letter}/"}


@dataclass(frozen=True)
class Line:
    """One measured thing: `figure` in `unit`, at most `budget` (None: only told)."""

    what: str
    figure: float
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def is_over(self) -> bool:
        return self.budget is not None and self.figure > self.budget


@dataclass(frozen=True)
class Timing:
    """Wall clock and processor time of one page, in milliseconds."""

    best: float
    median: float
    cpu: float


class PageFailed(RuntimeError):
    """A page did not answer with 200; the text says which."""


def visitor(user: User | None = None) -> Client:
    """Somebody at the site's own address, signed in where a user is given."""
    client = Client(SERVER_NAME="127.0.0.1")
    if user is not None:
        client.force_login(user)
    return client


def queries(client: Client, address: str) -> int | None:
    """How many queries a page makes with nothing kept; None where there is no such page."""
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    if answer.status_code == 404:
        return None
    if answer.status_code != 200:
        raise PageFailed(f"{address} answered {answer.status_code}.")
    b"".join(answer) if answer.streaming else answer.content
    return len(seen)


def timing(client: Client, address: str, *, kept: bool = False, times: int = TIMES) -> Timing:
    """The page again and again; `kept`: as it may come from the cache, else always anew."""
    walls, processor = [], []
    client.get(address)
    for _ in range(times):
        if not kept:
            cache.clear()
        began, worked = perf_counter(), process_time()
        client.get(address)
        walls.append((perf_counter() - began) * 1000)
        processor.append((process_time() - worked) * 1000)
    return Timing(min(walls), statistics.median(walls), statistics.median(processor))


def comparison(letter: str = MEASURED_LETTER, *, times: int = TIMES) -> list[Line]:
    """The comparison page, made anew for a visitor and as it is kept."""
    settle_memory()  # as the web process does
    client, address = visitor(), f"/compare/{letter}/"
    anew, kept = timing(client, address, times=times), timing(client, address, kept=True)
    return [
        Line("comparison page", queries(client, address) or 0, "queries", COMPARE_QUERIES),
        Line("comparison page, best", anew.best, "ms", COMPARE_MS, "nothing kept"),
        Line("comparison page, median", anew.median, "ms", None, f"of {times}"),
        Line("comparison page, processor", anew.cpu, "ms"),
        Line("comparison page, kept", kept.median, "ms", None, "from the cache"),
        Line("comparison page, sent", compressed(client, address), "KB", COMPARE_KB, "gzip"),
    ]


def compressed(client: Client, address: str) -> float:
    """Kilobytes that travel to a browser that takes gzip."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    if answer.headers.get("Content-Encoding") != "gzip":
        raise PageFailed(f"{address} was not compressed.")
    return len(answer.content) / 1024


def request_pages() -> list[Line]:
    """The fullest public request, as a visitor and as its owner see it."""
    public = Request.objects.filter(visibility=Visibility.PUBLIC.value)
    request = public.filter(pk__in=Finding.objects.published().values("request")).first()
    if request is None:
        raise PageFailed("There is no public request with an answer to measure.")
    client, owner = visitor(), visitor(request.requester)
    address = f"/requests/{request.ref}/"
    return [
        Line("request page", queries(client, address) or 0, "queries", REQUEST_QUERIES),
        Line("request page, its owner", queries(owner, address) or 0, "queries", REQUEST_QUERIES),
        Line("request page, best", timing(client, address).best, "ms"),
    ]


def list_queries(owner: User) -> dict[str, int]:
    """Queries of every page that lists rows, as a visitor and as somebody with many requests."""
    busiest = Request.objects.sent().order_by("pk").select_related("authority").first()
    names = {"letter": MEASURED_LETTER, "council": busiest.authority.slug if busiest else ""}
    found = {}
    for client, pages in ((visitor(), LISTS), (visitor(owner), SIGNED_IN)):
        for what, address in pages.items():
            number = queries(client, address.format(**names))
            if number is not None:
                found[what] = number
    return found


def growth(few: dict[str, int], many: dict[str, int], rows: tuple[int, int]) -> list[Line]:
    """A page's queries with many rows, the budget being those with few."""
    return [
        Line(what, many[what], "queries", number, f"{rows[0]} requests, then {rows[1]:,}")
        for what, number in few.items()
    ]


def addresses() -> list[str]:
    """What a visitor may ask for, to see what the web process needs for it."""
    refs = Request.objects.visible_to(None, Request.objects.latest("sent_on").sent_on)
    pages = [f"/requests/{ref}/" for ref in refs.values_list("ref", flat=True)[:20]]
    names = {"letter": MEASURED_LETTER, "council": "kent"}
    return [*(address.format(**names) for address in LISTS.values()), *pages]


def report(lines: Iterable[Line]) -> str:
    """A plain table; the last column says whether the budget is kept."""
    rows = [("", "measured", "at most", "used", ""), *(_row(line) for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  "
        + "  ".join(f"{row[n]:>{widths[n]}}" for n in (1, 2, 3))
        + f"  {row[4]}".rstrip()
        for row in rows
    )


def _row(line: Line) -> tuple[str, str, str, str, str]:
    decimals = 0 if line.unit == "queries" else 1
    figure = f"{line.figure:.{decimals}f} {line.unit}"
    if line.budget is None:
        return (line.what, figure, "", "", line.note)
    used = f"{line.figure / line.budget:.0%}" if line.budget else ""
    note = f"OVER  {line.note}" if line.is_over else line.note
    return (line.what, figure, f"{line.budget:.0f}", used, note)


def processors() -> str:
    """How busy this machine is, since that is part of every figure."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
