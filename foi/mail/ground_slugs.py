"""Which grounds a reply may mean by the sections it names: suggestions, with the passage."""

import re

from foi.mail.grounds_named import GroundHint
from foi.rules.grounds import Ground, all_grounds


def grounds_hinted(hints: tuple[GroundHint, ...]) -> dict[str, GroundHint]:
    """Slug of each ground that one of the sections named may be, in the order of the law.

    "section 12" suggests each of section 12; "section 40(2)" not section 40(1).
    """
    found: dict[str, GroundHint] = {}
    for ground in all_grounds():
        for hint in hints:
            if hint.act in ("", ground.regime) and _may_be(hint.number, _number(ground)):
                found.setdefault(ground.slug, hint)
    return found


def _number(ground: Ground) -> str:
    """ "40(2)" of "FOIA s.40(2)+(3A)"."""
    return re.sub(r"^(FOIA s\.|EIR )", "", ground.code).split("+")[0].split("/")[0]


def _may_be(named: str, number: str) -> bool:
    """Whether one is the other, or a part of it."""
    shorter, longer = sorted((named.upper(), number.upper()), key=len)
    return longer == shorter or longer.startswith(f"{shorter}(")
