"""The register files that come with the project, read once an edition: a start stays quick."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import transaction

from authorities.loading import Outcome, load_register
from authorities.models import RegisterLoad

SHIPPED = tuple(
    Path(__file__).parent / "data" / name for name in ("authorities.csv", "authorities_rest_uk.csv")
)
# Raised when the code would read the same file differently, so that it is read once more.
EDITION = "1"


def load_shipped(
    *, on: date, files: Iterable[Path] = SHIPPED, dry_run: bool = False
) -> list[tuple[Path, Outcome | None]]:
    """Loads the files shipped with the project; None for one whose edition is loaded already."""
    outcomes: list[tuple[Path, Outcome | None]] = []
    for path in files:
        data = path.read_bytes()
        fingerprint = hashlib.sha256(EDITION.encode() + data).hexdigest()
        if RegisterLoad.is_loaded(path.name, fingerprint):
            outcomes.append((path, None))
            continue
        with transaction.atomic():
            outcome = load_register(data, source=path.name, on=on, dry_run=dry_run)
            if not outcome.problems and not dry_run:
                RegisterLoad.note(path.name, fingerprint, on=on)
        outcomes.append((path, outcome))
    return outcomes
