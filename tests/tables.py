"""What tests of the comparison share: the staff-targets letter asked, answered and read."""

import csv
import io

from django.test import Client

from foi.models import Finding, Request
from foi.rules.answers import read, to_json
from tests.builders import create_authority, create_finding, create_request, create_user

PAGE = "/compare/send-staff-targets/"
FILE = "/compare/send-staff-targets"  # with .csv, .json or .xlsx behind it


def text(client: Client, address: str = PAGE) -> str:
    """The page at this address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    """The rows of the CSV file."""
    answer = client.get(f"{FILE}.csv{query}")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def ask(slug: str = "kent", *, region: str = "South East", **fields: object) -> Request:
    """A request to this council by a person of its own."""
    return create_request(
        authority=create_authority(slug=slug, region=region),
        owner=create_user(email=f"{slug}@example.org"),
        **fields,  # type: ignore[arg-type]  # what create_request takes
    )


def answer(
    request: Request | None = None,
    raw: str = "yes",
    kind: str = "yes_no",
    key: str = "pay_linked",
    **fields: object,
) -> Finding:
    """A finding whose value is read from what is typed; the request is Kent's unless told."""
    return create_finding(
        request=request or create_request(),
        key=key,
        value=to_json(read(kind, raw)),
        **fields,  # type: ignore[arg-type]  # what create_finding takes
    )
