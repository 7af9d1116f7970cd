"""What is prepared before the site starts. Every step may run again and does no harm."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from foi.management import static_files


class NotPrepared(Exception):
    """A step failed; the message says which and why, in one sentence."""


@dataclass(frozen=True)
class Step:
    """One management command and what it does, in words."""

    says: str
    command: str
    options: dict[str, Any] = field(default_factory=dict)
    in_sample: bool = True  # the sample has made-up councils and no real one


DATABASE = (
    Step("database tables", "migrate", {"interactive": False}),
    Step("register of authorities", "import_authorities", in_sample=False),
    Step("library of letters", "load_letters"),
    Step("published figures", "load_figures", in_sample=False),
    Step("bank holidays", "sync_bank_holidays", {"seed": True}),
)
STATIC = Step("stylesheets and pictures", "collectstatic", {"interactive": False})


def prepare_database(say: Callable[[str], None]) -> None:
    """Tables and all that the project ships. Raises NotPrepared at the first that fails."""
    for step in DATABASE:
        if step.in_sample or not settings.DEMO:
            _take(step, say)
    connections.close_all()


def prepare_static_files(say: Callable[[str], None]) -> None:
    """Collect what the pages look like, when it changed. Raises NotPrepared."""
    if not static_files.are_collected():
        _take(STATIC, say)
        static_files.remember()


def _take(step: Step, say: Callable[[str], None]) -> None:
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
