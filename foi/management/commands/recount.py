"""`manage.py recount [--check]`: prove every clock's cache by replaying its events."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from foi.models import BankHoliday, Request


class Command(BaseCommand):
    help = "Replays the events of every request; with --check only says where the cache is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        table, wrong, total = BankHoliday.objects.table(), 0, 0
        for request in Request.objects.sent().iterator(chunk_size=500):
            total += 1
            derived = request.derived(holidays=table)
            off = sorted(name for name, value in derived.items() if getattr(request, name) != value)
            if off:
                wrong += 1
                self.stdout.write(f"{request.ref}: {', '.join(off)}")
                if not options["check"]:
                    self._mend(request, table)
        if wrong and options["check"]:
            raise CommandError(f"{wrong} of {total} requests have a wrong cache.")
        self.stdout.write(f"{total} requests replayed, {wrong} {'mended' if wrong else 'wrong'}.")

    def _mend(self, request: Request, table: Any) -> None:
        with transaction.atomic():  # read again: an event may have been recorded meanwhile
            Request.objects.select_for_update().get(pk=request.pk).recount(holidays=table)
