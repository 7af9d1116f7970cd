"""What is prepared before the site starts. Every step may run again and does no harm."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections


class NotPrepared(Exception):
    """A step failed; the message says which and why, in one sentence."""


@dataclass(frozen=True)
class Step:
    """One management command and what it does, in words."""

    says: str
    command: str
    options: dict[str, Any] = field(default_factory=dict)


STEPS = (
    Step("database tables", "migrate", {"interactive": False}),
    Step("register of authorities", "import_authorities"),
    Step("library of letters", "load_letters"),
    Step("bank holidays", "sync_bank_holidays", {"seed": True}),
    Step("stylesheets and pictures", "collectstatic", {"interactive": False}),
)


def prepare(say: Callable[[str], None], steps: tuple[Step, ...] = STEPS) -> None:
    """Run each step in turn and say so. Raises NotPrepared at the first that fails."""
    for step in steps:
        began = monotonic()
        details = io.StringIO()
        try:
            call_command(
                step.command, verbosity=0, stdout=io.StringIO(), stderr=details, **step.options
            )
        except (CommandError, DatabaseError, OSError) as error:
            reason = str(error).strip().rstrip(".")
            sentence = f"Could not prepare the {step.says}: {reason}."
            raise NotPrepared(f"{details.getvalue()}{sentence}") from error
        say(f"  {step.says}: ready ({monotonic() - began:.1f} s)")
    connections.close_all()
