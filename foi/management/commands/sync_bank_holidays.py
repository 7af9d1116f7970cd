"""`manage.py sync_bank_holidays`: add bank holidays; open deadlines move and say so.

Without an option it shows what the `holidays` package knows and the table does not; a
person then adds it with --apply. A package that lacks a day never removes it.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import holidays
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foi.actions.holidays import Change, missing, restore, take_in, withdraw
from foi.models import BankHoliday
from foi.rules.working_days import Holiday, seed

SUBDIVISIONS = {"E": ("ENG", "WLS"), "S": ("SCT",), "N": ("NIR",)}
YEARS_AHEAD = 2


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", action="store_true", help="load the table shipped here")
        parser.add_argument("--apply", action="store_true", help="add what is shown")
        parser.add_argument("--add", metavar="DATE", type=date.fromisoformat)
        parser.add_argument("--withdraw", metavar="DATE", type=date.fromisoformat)
        parser.add_argument("--restore", metavar="DATE", type=date.fromisoformat)
        parser.add_argument("--parts", default="ESN", help="letters of E, S, N")
        parser.add_argument("--name", default="", help="with --add: what the day is called")
        parser.add_argument("--reason", default="", help="with --withdraw: why")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["parts"] or set(options["parts"]) - set("ESN"):
            raise CommandError(
                "--parts takes the letters E (England and Wales), S (Scotland) and N (Northern "
                "Ireland)."
            )
        if options["restore"]:
            self._restore(options["restore"], options["parts"])
        elif options["withdraw"]:
            self._withdraw(options["withdraw"], options["parts"], options["reason"])
        elif options["add"]:
            self._add(options)
        elif options["seed"]:
            self._tell(self._take_in(list(seed().rows), "table shipped with the project"))
        else:
            self._propose(apply=options["apply"])

    def _take_in(self, rows: list[Holiday], basis: str) -> Change:
        return take_in(rows=rows, basis=basis, now=timezone.now(), on=timezone.localdate())

    def _add(self, options: dict[str, Any]) -> None:
        if not options["name"]:
            raise CommandError("Say with --name what the bank holiday is called.")
        row = Holiday(
            on=options["add"],
            parts=options["parts"],
            name=options["name"],
            announced_on=timezone.localdate(),
        )
        self._tell(self._take_in([row], "added by a person"))

    def _withdraw(self, day: date, parts: str, reason: str) -> None:
        if not reason.strip():
            raise CommandError("Say with --reason why the bank holiday is withdrawn.")
        self._each_part(
            parts,
            lambda part, now, on: withdraw(day=day, part=part, reason=reason, now=now, on=on),
            f"The table holds no bank holiday on {day:%-d %B %Y} there.",
        )

    def _restore(self, day: date, parts: str) -> None:
        self._each_part(
            parts,
            lambda part, now, on: restore(day=day, part=part, now=now, on=on),
            f"No bank holiday on {day:%-d %B %Y} was withdrawn there.",
        )

    def _each_part(
        self, parts: str, change: Callable[[str, datetime, date], Change], none: str
    ) -> None:
        """Do it in each part that has the day. CommandError where none has."""
        done = 0
        for part in parts:
            try:
                self._tell(change(part, timezone.now(), timezone.localdate()))
                done += 1
            except BankHoliday.DoesNotExist:
                continue
        if not done:
            raise CommandError(none)

    def _propose(self, *, apply: bool) -> None:
        rows = _from_package(timezone.localdate().year)
        for row, part in missing(rows):
            self.stdout.write(f"{row.on} {part} {row.name}")
        if apply:
            self._tell(self._take_in(rows, f"holidays {holidays.__version__}"))
        else:
            self.stdout.write(f"{len(missing(rows))} new days. --apply adds them.")

    def _tell(self, change: Change) -> None:
        for moved in change.moved:
            self.stdout.write(f"{moved.ref}: due {moved.was} -> {moved.now}")
        self.stdout.write(f"{len(change.added)} days added, {len(change.moved)} deadlines moved.")


def _from_package(year: int) -> list[Holiday]:
    """What the package knows of this year and the next two, weekdays only."""
    found = []
    for part, subdivisions in SUBDIVISIONS.items():
        days: dict[date, str] = {}
        for subdivision in subdivisions:
            days |= holidays.country_holidays(
                "GB", subdiv=subdivision, years=range(year, year + YEARS_AHEAD + 1)
            )
        found += [Holiday(on, part, name) for on, name in days.items() if on.weekday() < 5]
    return sorted(found, key=lambda row: (row.on, row.parts))
