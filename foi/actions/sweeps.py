"""How long one sweep goes on, so that the next one never takes its claims for abandoned ones."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from time import monotonic
from typing import TypeVar

CLAIM_LASTS = timedelta(minutes=15)  # an older claim is a dead worker's
SWEEP_LASTS = timedelta(minutes=5)  # claims bear the moment the sweep began: well below the above

Row = TypeVar("Row")


def in_good_time(rows: Iterable[Row], lasts: timedelta = SWEEP_LASTS) -> Iterator[Row]:
    """The rows until the sweep has taken so long; what is left waits for the next one.

    A mail server that hangs costs EMAIL_TIMEOUT a mail, so a long queue could outlast a claim.
    """
    ends = monotonic() + lasts.total_seconds()
    for row in rows:
        if monotonic() >= ends:
            return
        yield row
