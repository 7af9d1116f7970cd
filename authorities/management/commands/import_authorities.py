from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.clock import london_today
from authorities.loading import Outcome, load_register
from authorities.shipped import load_shipped


class Command(BaseCommand):
    """Reads a register file: all of it or, when one row is bad, nothing."""

    help = (
        "Read authorities from a CSV file (our own, WhatDoTheyKnow's, mySociety's or "
        "Alaveteli's). Without a file: the register that comes with the project."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, and save nothing."
        )

    def handle(
        self, *args: Any, file: Path | None, dry_run: bool, verbosity: int, **options: Any
    ) -> None:
        today = london_today()
        if file is None:
            for path, done in load_shipped(on=today, dry_run=dry_run):
                if done is None and verbosity > 0:
                    self.stdout.write(f"{path.name}: this edition is loaded already.")
                elif done is not None:
                    self._tell(path.name, done, dry_run, verbosity)
            return
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        outcome = load_register(data, source=file.name, on=today, dry_run=dry_run)
        self._tell(file.name, outcome, dry_run, verbosity)

    def _tell(self, name: str, outcome: Outcome, dry_run: bool, verbosity: int) -> None:
        """Remarks, changes and the sum; bad rows end the command with an error."""
        for note in outcome.notes:
            self.stdout.write(f"  Note: {note}")
        if outcome.problems:
            for problem in outcome.problems:
                self.stderr.write(f"  {problem}")
            raise CommandError(f"{name}: nothing was saved. Bad rows: {len(outcome.problems)}.")
        if verbosity == 0:
            return
        new = set(outcome.added)
        if dry_run or verbosity > 1:
            for authority in outcome.added:
                self.stdout.write(f"  {authority}: new")
        for authority, difference in outcome.changes:
            if authority not in new or verbosity > 1:
                self.stdout.write(f"  {authority}: {difference}")
        self.stdout.write(f"{name}: {self._sum(outcome, dry_run)}")

    def _sum(self, outcome: Outcome, dry_run: bool) -> str:
        known = f"read as {outcome.format}, {outcome.read} rows"
        if outcome.skipped:
            known += f", {outcome.skipped} of them none of our authorities and skipped"
        if not outcome.touched:
            return f"{known}; nothing to change."
        verb = "would be" if dry_run else "were"
        changed = outcome.touched - len(set(outcome.added))
        return f"{known}; {len(outcome.added)} {verb} added, {changed} {verb} changed."
