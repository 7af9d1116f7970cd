"""Every address from which the public takes something away, and a world to hold it against.

`OUTPUTS` is the list: a route of tests/test_addresses.py and the queries worth asking of it. An
address open to visitors that stands in neither list fails `test_outputs`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from foi.actions.library import load_letters
from foi.models import Finding, Investigation, LetterVersion, Reading, Refusal, Request, Round
from foi.rules.answers import read, to_json
from foi.rules.library import letter_files
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

TODAY = date(2026, 12, 23)
LETTER = "law-training"
COUNT, CHOICE, SUM = "officers_trained", "panel_trained", "training_spend"
TEXT = "provider"
KEYS = (COUNT, CHOICE, SUM, TEXT)
# What nobody outside may learn of: a council each. "small" is public but for its number.
KINDS = ("private", "embargoed", "unpublished", "hidden", "small")
COUNCILS = ("kent", *KINDS)
TABLE = (
    "",
    f"?question={COUNT}",
    f"?question={COUNT}&sort={COUNT}",
    f"?sort=-{SUM}",
    "?sort=late",
    "?outcome=answered",
    "?outcome=refused",
    "?region=South+East",
    "?type=county",
    "?round=1",
    "?view=list",
    "?with=kent,small",
    "?with=kent,private,embargoed,unpublished,hidden",
    "?context=SEN_CASES_JAN",
    "?as_at=2026-12-20",
    "?against=1",
)
PICTURES = ("", f"?question={COUNT}", f"?question={COUNT}&by=value", f"?question={CHOICE}")
NAMES = ("map", "answers", "time", "grounds")
OUTPUTS: dict[str, tuple[str, ...]] = {
    "/": ("",),
    "/authorities/": ("", "?q=kent", f"?for={LETTER}"),
    "/authorities/<slug>/": ("",),
    "/compare/": ("",),
    "/compare/<slug>/": TABLE,
    "/compare/<slug>.csv": (*TABLE, "?round=all"),
    "/compare/<slug>.json": (*TABLE, "?round=all"),
    "/compare/<slug>.xlsx": TABLE,
    "/compare/<slug>/context.csv": ("?context=SEN_CASES_JAN",),
    "/compare/<slug>/pictures/": PICTURES,
    "/compare/<slug>/pictures/<name>.svg": PICTURES,
    "/compare/<slug>/<council>/": ("", "?round=1"),
    "/compare/<slug>/<council>/<key>.png": ("", "?round=1"),
    "/feeds/": ("",),
    "/refusals/": ("",),
    "/refusals/<slug>/": ("", "?authority=private", f"?letter={LETTER}"),
    "/letters/": ("",),
    "/letters/<slug>/": ("", "?authority=private"),
    "/letters/<slug>/ask/": tuple(f"?authority={council}" for council in COUNCILS),
    "/requests/": ("", "?standing=replied", f"?letter={LETTER}"),
    "/requests/<ref>/": ("",),
    "/sitemap.xml": ("",),
    "/corrections/": ("",),
    "/method/": ("",),
}
# Open to visitors, and says nothing of any request: why.
SAYS_NOTHING: dict[str, str] = {
    "/letters/<slug>/ask/check/": "the visitor's own draft",
    "/letters/<slug>/answers.xlsx": "the letter's questions alone",
    "/deadline/": "dates that the visitor typed",
    "/healthz": "that the server answers",
    "/readyz": "that the parts answer",
    "/act/<token>/": "a mail's own button",
    "/accounts/login/": "an account's own",
    "/accounts/login/code/": "an account's own",
    "/accounts/logout/": "an account's own",
    "/accounts/inactive/": "an account's own",
    "/outbox/": "this machine alone; has its own test",
    "/reply/": "the code that a council typed",
    "/reply/<token>/": "a council's own link; tests/views/test_reply.py says what it never shows",
    "/reply/<token>/say/<key>/": "the same",
    "/help/for-councils/": "help, and the form that claims a link",
    "/about/": "who runs the site",
    "/accessibility/": "the site itself",
    "/contact/": "who runs the site",
    "/help/": "help",
    "/help/<page>/": "help",
    "/privacy/": "the site itself",
    "/terms/": "the site itself",
    "/report/": "the visitor's own words",
    "/report/<ref>/": "a report's own page",
    "/robots.txt": "paths alone",
}


def paths_of(route: str, world: dict[str, Request]) -> Iterator[str]:
    """Every real path of an output: for each council, request and query."""
    councils = COUNCILS if "<council>" in route or route == "/authorities/<slug>/" else ("",)
    requests = list(world.values()) if "<ref>" in route else [None]
    names = NAMES if "<name>" in route else KEYS if "<key>" in route else ("",)
    for council, request, name, query in product(councils, requests, names, OUTPUTS[route]):
        slug = {"authorities": council, "refusals": "foia-s12-1"}.get(route.split("/")[1], LETTER)
        path = route.replace("<slug>", slug).replace("<council>", council)
        path = path.replace("<name>", name).replace("<key>", name)
        yield path.replace("<ref>", request.ref if request else "") + query


def build() -> dict[str, Request]:
    """One request at each council: all that can be said of it, shown or not as its kind says."""
    load_holidays()
    load_letters(paths=[path for path in letter_files() if path.stem == LETTER], on=TODAY)
    return {council: _request(council) for council in COUNCILS}


def _request(council: str) -> Request:
    request = create_request(
        owner=create_user(email=f"{council}@example.org", legal_name=f"Ada {council.title()}name"),
        authority=create_authority(slug=council),
        version=LetterVersion.objects.get(letter__slug=LETTER),
        visibility=Visibility.PRIVATE if council == "private" else Visibility.PUBLIC,
        alias=f"Requester of {council}",
    )
    create_reply(request=request)
    is_public = council != "unpublished"
    for key, facts in SAID["first"].items():
        finding = create_finding(request=request, key=key, published=is_public, **facts)
        if council == "hidden":
            finding.hide(reason="A reason", now=at(TODAY))
    if council == "embargoed":
        request.join(_embargoed(request))
    return request


def _embargoed(request: Request) -> Investigation:
    return Investigation.objects.create(
        slug="later",
        title="Not before its day",
        version=request.version,
        round=Round.objects.get(),
        embargo_until=TODAY + timedelta(days=30),
    )


def _value(type: str, written: str) -> dict[str, Any]:
    return {"value": to_json(read(type, written)), "written": written}


SAID: dict[str, dict[str, dict[str, Any]]] = {
    "first": {
        COUNT: _value("count", "3") | {"quote": "We trained 3 officers, that is three in all."},
        CHOICE: _value("yes_no", "yes") | {"quote": "Yes. Each of the 3 officers trained sits."},
        SUM: {
            "outcome": "refused",
            "grounds": ("foia-s12-1",),
            "quote": "For 3 it costs much.",
        },
        TEXT: _value("text", "IPSEA trained 3 officers") | {"quote": "IPSEA: three officers."},
    },
    "other": {
        COUNT: _value("count", "2") | {"quote": "We trained 2 officers, that is two in all."},
        CHOICE: _value("yes_no", "no") | {"quote": "No. None of the 2 officers trained sits."},
        SUM: _value("money", "£987,654") | {"quote": "For 2 we paid £987,654.", "grounds": ()},
        TEXT: _value("text", "IPSEA trained 2 officers") | {"quote": "IPSEA: two officers."},
    },
}


def say_otherwise(world: dict[str, Request]) -> None:
    """The same findings say something else. Of the public one only its small number changes,
    wherever it stands: in the count, in words, in a passage."""
    for kind in KINDS:
        for key, facts in SAID["other"].items():
            rows = Reading.objects.filter(request=world[kind], question__key=key)
            if kind == "small":
                rows.update(quote=_with_two(SAID["first"][key]["quote"]))
                if key in (COUNT, TEXT):
                    rows.update(value=facts["value"], written=facts["written"])
                continue
            rows.update(
                outcome=facts.get("outcome", "answered"),
                value=facts.get("value"),
                written=facts.get("written", ""),
                quote=facts["quote"],
                grounds=[],
            )
            Refusal.objects.filter(finding__request=world[kind]).delete()


def _with_two(quote: str) -> str:
    return quote.replace("3", "2").replace("three", "two")


def take_away(world: dict[str, Request]) -> None:
    """The findings that nobody outside may know of are gone."""
    secret = [request for kind, request in world.items() if kind in KINDS[:4]]
    Finding.objects.filter(request__in=secret).delete()
