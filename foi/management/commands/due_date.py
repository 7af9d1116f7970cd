"""`manage.py due_date YYYY-MM-DD [--regime foia]`: one deadline, with the sum."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foi.rules.clock import Clock, run
from foi.rules.regimes import REGIMES
from foi.rules.working_days import OutsideTable, in_words, seed


class Command(BaseCommand):
    """Prints the due date, the day before which nobody is called late, and each day counted."""

    help = "Count a deadline and show the sum."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("received", metavar="YYYY-MM-DD", help="the day of receipt")
        parser.add_argument("--regime", default="foia", choices=REGIMES, metavar="REGIME",
                            help=f"one of {', '.join(REGIMES)} (default: foia)")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            received = date.fromisoformat(options["received"])
        except ValueError:
            raise CommandError(
                f"“{options['received']}” is not a date: write it as 2026-11-20."
            ) from None
        try:
            clock = run(options["regime"], received, holidays=seed())
        except OutsideTable as error:
            raise CommandError(str(error)) from None
        for line in _lines(clock):
            self.stdout.write(line)


def _lines(clock: Clock) -> list[str]:
    row = REGIMES[clock.regime]
    assert clock.due_on  # nothing has happened that could stop it
    word = "Likely due" if clock.provisional else "Due"
    lines = [
        f"{row.name} ({row.source})",
        f"Received {in_words(clock.received_on)}",
        f"{word} {in_words(clock.due_on)}",
    ]
    if clock.late_after and clock.late_after != clock.due_on:
        lines.append(f"Late only after {in_words(clock.late_after)}")
    if clock.cautious_due_on and clock.cautious_due_on != clock.due_on:
        lines.append(f"To be safe: {in_words(clock.cautious_due_on)}")
    if clock.outer_on and clock.outer_on not in (clock.due_on, clock.late_after):
        lines.append(f"At the outside {in_words(clock.outer_on)}")
    lines += [f"  {step.note}" for step in clock.steps]
    if clock.soft:
        lines.append("This is good practice, not a date set by an Act.")
    if clock.provisional:
        lines.append("Bank holidays are not yet published that far ahead.")
    if clock.contested:
        lines.append("A bank holiday was proclaimed when the time was already running.")
    return lines
