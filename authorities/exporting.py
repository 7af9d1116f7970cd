"""The register as our own CSV file: reading it back gives the same register."""

import csv
import io
import json
from datetime import date
from typing import Any

from authorities.formats.own import ALSO, COLUMNS, KEPT, TYPES
from authorities.models import Authority, Code

WORDS = {ours: word for word, ours in TYPES.items()}


def export_register(on: date) -> str:
    """All authorities of all nations. on: the day that `status` and `foi_email` speak of."""
    authorities = (
        Authority.objects.with_codes()
        .with_contacts()
        .prefetch_related("successors__codes", "predecessors__codes")
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, *ALSO], restval="", lineterminator="\n")
    writer.writeheader()
    for authority in authorities:
        writer.writerow(_facts(authority, on) | _codes(authority) | _contacts(authority, on))
    return out.getvalue()


def _facts(authority: Authority, on: date) -> dict[str, Any]:
    kept = {name: authority.other_facts.get(name, "") for name in KEPT}
    return kept | {
        "status": authority.status(on),
        "official_name": authority.name,
        "nice_name": authority.short_name,
        "type": WORDS[authority.type],
        "region": authority.region,
        "website": authority.website,
        "start_date": authority.valid_from or "",
        "end_date": authority.valid_to or "",
        "predecessor_gss_codes": _bodies(authority.predecessors.all()),
        "successor_gss_codes": _bodies(authority.successors.all()),
        "latitude": _degrees(authority.latitude),
        "longitude": _degrees(authority.longitude),
        "population": "" if authority.population is None else authority.population,
        "notes": authority.notes,
        "slug": authority.slug,
        "nation": authority.nation,
        "disclosure_log": authority.disclosure_log,
        "publication_scheme": authority.publication_scheme,
        "set_by_hand": json.dumps(authority.set_by_hand) if authority.set_by_hand else "",
    }


def _degrees(value: Any) -> str:
    """Without the noughts that four places add: 51.5144, -2.121."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _bodies(authorities: Any) -> str:
    """GSS codes, or in brackets the names of bodies without one."""
    return ";".join(sorted(body.gss_code or f"({body.short_name})" for body in authorities))


def _codes(authority: Authority) -> dict[str, str]:
    """The columns of authorities.csv, and every code with its days in `codes`."""
    codes = sorted(authority.codes.all(), key=Code.newness)
    gss = [code for code in codes if code.scheme == Code.Scheme.GSS]
    first = gss[-1].valid_from if gss else None
    rows = [[code.scheme, code.value, _iso(code.valid_from), _iso(code.valid_to)] for code in codes]
    return {
        "gss_code": authority.gss_code,
        "dfe_code": authority.dfe_code,
        "local_authority_code": authority.code(Code.Scheme.LA_CODE),
        "wdtk_slug": authority.code(Code.Scheme.WDTK),
        "govuk_slug": authority.code(Code.Scheme.GOVUK),
        "former_gss_codes": ";".join(code.value for code in gss[:-1]),
        "gss_code_start": _iso(first),
        "codes": json.dumps(rows) if rows else "",
    }


def _contacts(authority: Authority, on: date) -> dict[str, str]:
    email = authority.confirmed_email(on)
    rows = [
        [contact.channel, contact.value, contact.source, _iso(contact.checked_on), contact.status]
        for contact in authority.contacts.all()
    ]
    return {
        "foi_email": email.value if email else "",
        "foi_email_source": email.source if email else "",
        "contacts": json.dumps(rows, ensure_ascii=False) if rows else "",
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
