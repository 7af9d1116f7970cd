"""Our own file: authorities.csv as it stands, authorities_rest_uk.csv, and our export, which has
the columns of authorities.csv first and then what that file cannot hold.

A blank start or end date means always. Any other blank leaves what the register has.
"""

from datetime import date, timedelta
from typing import Any

from authorities.cells import DFE, EMAIL, GSS, Cells
from authorities.rows import Basis, CodeClaim, ContactClaim, Row

NAME = "our own register file"
NEEDED = ("official-name", "nice-name", "type", "region", "gss-code", "start-date")
TYPES = {
    "county": "county",
    "unitary": "unitary",
    "metropolitan district": "metropolitan-district",
    "london borough": "london-borough",
    "city of london": "city-of-london",
    "isles of scilly": "isles-of-scilly",
    "Scottish unitary authority": "scottish-council",
    "Welsh unitary authority": "welsh-council",
    "education authority": "education-authority",
}
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
REGIONS = (
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands",
    "East of England", "London", "South East", "South West", *NATIONS[1:],
)  # fmt: skip
CHANNELS = ("email", "portal", "review_address", "post")
STATUSES = ("proposed", "confirmed", "withdrawn", "bouncing")
# Columns kept word for word in Authority.other_facts, under these names.
KEPT = (
    "short_name", "govuk_name", "combined_authority", "combined_authority_gss",
    "wdtk_slug_basis", "wdtk_slug_guess", "centroid_basis", "postcode_centroid_lat",
    "postcode_centroid_lon", "population_year", "ehcp_jan_2024", "ehcp_jan_2025", "foi_law",
    "plan_name",
)  # fmt: skip
# Column and the scheme of the code in it.
CODE_COLUMNS = (
    ("gss-code", "gss"), ("dfe-code", "dfe"), ("local-authority-code", "la_code"),
    ("wdtk-slug", "wdtk"), ("govuk-slug", "govuk"),
)  # fmt: skip
COLUMNS = (
    "status", "gss_code", "dfe_code", "local_authority_code", "official_name", "short_name",
    "nice_name", "govuk_name", "type", "region", "combined_authority", "combined_authority_gss",
    "website", "foi_email", "foi_email_source", "wdtk_slug", "wdtk_slug_basis",
    "wdtk_slug_guess", "start_date", "end_date", "predecessor_gss_codes",
    "successor_gss_codes", "former_gss_codes", "gss_code_start", "latitude", "longitude",
    "centroid_basis", "postcode_centroid_lat", "postcode_centroid_lon", "population",
    "population_year", "ehcp_jan_2024", "ehcp_jan_2025", "govuk_slug", "notes",
)  # fmt: skip
ALSO = (
    "slug", "nation", "foi_law", "plan_name", "disclosure_log", "publication_scheme",
    "set_by_hand", "codes", "contacts",
)  # fmt: skip
OPTIONAL = tuple(column.replace("_", "-") for column in (*COLUMNS, *ALSO))


def read_row(line: int, cells: Cells, source: str) -> Row:
    """One authority, complete: an unknown one is added."""
    name, short_name = cells.needed("official-name"), cells.needed("nice-name", 100)
    slug = cells.text("slug", 100)
    gss = cells.shaped("gss-code", GSS, "E10000016")
    la_code = cells.text("local-authority-code", 20)
    keys = (("slug", slug), ("gss", gss), ("la_code", la_code), ("name", name))
    return Row(
        line=line,
        label=short_name or name,
        match=tuple(key for key in keys if key[1]),
        agree=True,
        adds=True,
        facts=_facts(cells, name, short_name),
        other_facts={key: cells.text(key.replace("_", "-")) for key in KEPT},
        codes=_exact_codes(cells) if cells.text("codes") else _codes(cells, gss),
        contacts=_contacts(cells, source),
        successors=_bodies(cells, "successor-gss-codes"),
        predecessors=_bodies(cells, "predecessor-gss-codes"),
    )


def _facts(cells: Cells, name: str, short_name: str) -> dict[str, Any]:
    first, last = cells.day("start-date"), cells.day("end-date")
    if first and last and last < first:
        cells.wrong(f"end_date {last} lies before start_date {first}.")
    _check_status(cells, first, last)
    facts: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "nation": _one_of(cells, "nation", NATIONS) or "England",
        "type": cells.choice("type", TYPES),
        "region": _one_of(cells, "region", REGIONS),
        "website": cells.url("website"),
        "disclosure_log": cells.url("disclosure-log", 500),
        "publication_scheme": cells.url("publication-scheme", 500),
        "population": cells.number("population"),
        "notes": cells.text("notes"),
        "valid_from": first,
        "set_by_hand": cells.listed("set-by-hand"),
    } | _centroid(cells)
    return facts | ({"valid_to": last} if "end-date" in cells else {})


def _centroid(cells: Cells) -> dict[str, Any]:
    north, east = cells.degrees("latitude", 49, 61), cells.degrees("longitude", -9, 3)
    if (north is None) != (east is None) and not cells.problems:
        cells.wrong("latitude and longitude go together: one of them is blank.")
    return {"latitude": north, "longitude": east}


def _one_of(cells: Cells, column: str, known: tuple[str, ...]) -> str:
    return cells.choice(column, {word: word for word in known}) if cells.text(column) else ""


def _check_status(cells: Cells, first: date | None, last: date | None) -> None:
    """The dates decide; a status they contradict means that one of them is wrong."""
    status = cells.text("status")
    if status not in ("", "current", "abolished", "planned"):
        cells.wrong(f'status "{status}" is not one of: current, abolished, planned.')
    if status == "abolished" and last is None:
        cells.wrong("the status is abolished, but end_date is blank.")
    if status == "planned" and first is None:
        cells.wrong("the status is planned, but start_date is blank.")


def _codes(cells: Cells, gss: str) -> tuple[CodeClaim, ...]:
    """Codes from the columns of authorities.csv. Former GSS codes end when the present begins."""
    cells.shaped("dfe-code", DFE, "886")
    started = cells.day("gss-code-start")
    ended = started - timedelta(days=1) if started else None
    claims = []
    for former in cells.several("former-gss-codes"):
        if GSS.fullmatch(former):
            claims.append(CodeClaim("gss", former, Basis.FORMER, valid_to=ended))
        else:
            cells.wrong(f'former_gss_codes "{former}" should look like E10000016.')
    for column, scheme in CODE_COLUMNS:
        value = gss if scheme == "gss" else cells.text(column, 200)
        if value:
            first = started if scheme == "gss" else None
            claims.append(CodeClaim(scheme, value, Basis.CURRENT, valid_from=first))
    return tuple(claims)


def _exact_codes(cells: Cells) -> tuple[CodeClaim, ...]:
    """Codes from our export's own column: [scheme, value, first day, last day] each."""
    claims = []
    for item in cells.listed("codes"):
        try:
            scheme, value, first, last = item
            days = [date.fromisoformat(day) if day else None for day in (first, last)]
            claims.append(CodeClaim(str(scheme), str(value), Basis.EXACT, days[0], days[1]))
        except (TypeError, ValueError):
            cells.wrong(f"codes holds {item}, which is not [scheme, value, first day, last day].")
    held = {(claim.scheme, claim.value) for claim in claims}
    for column, scheme in CODE_COLUMNS:
        value = cells.text(column)
        if value and (scheme, value) not in held:
            cells.wrong(f"{column} {value} is missing from the column codes: change both.")
    return tuple(claims)


def _contacts(cells: Cells, source: str) -> tuple[ContactClaim, ...]:
    """Contacts of our export with their status; a bare foi_email is only a proposal."""
    claims = []
    for item in cells.listed("contacts"):
        try:
            channel, value, found, checked, status = item
            day = date.fromisoformat(checked) if checked else None
            if channel not in CHANNELS or status not in STATUSES:
                raise ValueError(channel, status)
            claims.append(ContactClaim(channel, value, found, day, status))
        except (TypeError, ValueError):
            cells.wrong(f"contacts holds {item}, which our own export would not write.")
    email = cells.shaped("foi-email", EMAIL, "foi@council.gov.uk")
    if email and all(claim.value != email for claim in claims):
        claims.append(ContactClaim("email", email, cells.text("foi-email-source", 500) or source))
    return tuple(claims)


def _bodies(cells: Cells, column: str) -> tuple[tuple[str, str], ...]:
    """GSS codes, or in brackets the short names of bodies that have none yet."""
    keys = []
    for part in cells.text(column).split(";"):
        part = part.strip()
        if part.startswith("(") and part.endswith(")"):
            keys.append(("name", part[1:-1]))
        elif GSS.fullmatch(part):
            keys.append(("gss", part))
        elif part:
            cells.wrong(f'{column} "{part}" is neither a GSS code nor a name in brackets.')
    return tuple(keys)
