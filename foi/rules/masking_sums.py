"""A sum that is held back, masked where a council's words repeat it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from foi.rules.showing import plain_decimal

NOT_SHOWN = "[sum not shown]"
_SHORT = ((1000, "k|thousand"), (1_000_000, "m|million"))


def mask_sum(text: str, amount: Decimal) -> str:
    """A passage without this sum, however it is written: "£2,417", "2 417", "2417.00", "£2.417k".

    Nought is masked only behind a pound sign, for a bare 0 counts many things. A figure that
    happens to be the same goes too: masked once too often does no harm.
    """
    sign = r"(?:£\s?)?" if amount else r"£\s?"
    pattern = rf"(?<!\d)(?<!\d[.,])-?{sign}(?:{'|'.join(_forms(abs(amount)))})(?!\d|[.,]\d)"
    return re.sub(pattern, NOT_SHOWN, text, flags=re.IGNORECASE)


def _forms(amount: Decimal) -> Iterator[str]:
    for size, word in _SHORT:
        if amount:
            yield rf"{re.escape(plain_decimal(amount / size))}\s?(?:{word})\b"
    whole, _, pence = f"{amount:.2f}".partition(".")
    cents = rf"\.{pence[0]}{pence[1] if pence[1] != '0' else '0?'}" if int(pence) else r"(?:\.00?)?"
    yield r"[,\s]?".join(f"{int(whole):,}".split(",")) + cents
