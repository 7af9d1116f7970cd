"""`manage.py deadline_cases FILE`: prove the clock with a file of worked deadlines."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foi.rules.case_file import BadCaseFile, check_case, read_cases
from foi.rules.working_days import seed


class Command(BaseCommand):
    """Each failure on its own line, `passed N of M` last; exit 1 when a case fails, 2 for no file.

    Runs on the bank holidays shipped with the code: the worked dates are the law's, and must not
    move with what an operator entered.
    """

    help = "Check the deadline clock against a file of worked cases."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        cases = self._read(options["file"])
        checked = [check_case(case, seed()) for case in cases]
        for case in checked:
            for failure in case.failures:
                self.stdout.write(f"{case.case_id}: {failure}")
        passed = sum(not case.failures for case in checked)
        self.stdout.write(f"passed {passed} of {len(checked)}")
        if passed < len(checked):
            sys.exit(1)

    def _read(self, path: Path) -> list[Any]:
        try:
            return read_cases(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}."
        except UnicodeDecodeError:
            message = f"{path} is not a text file in UTF-8."
        except BadCaseFile as error:
            message = f"{path}: {error}"
        raise CommandError(message, returncode=2)
