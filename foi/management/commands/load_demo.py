"""`manage.py load_demo`: the made-up sample, in a database that holds nothing else."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Min
from django.utils import timezone

from foi.actions.draw import draw_passages
from foi.actions.words import read_words
from foi.management.demo import load_sample
from foi.models import BankHoliday, Letter, Request, User

ACCOUNTS = (
    "Sign in with one of its accounts, the code then stands at /outbox/: sample-1@example.org "
    "asked, sample-campaigner@example.org reads replies and leads the investigation, "
    "sample-checker-1@example.org and sample-checker-2@example.org check what was read."
)


class Command(BaseCommand):
    help = "Loads a made-up investigation, so that every page has something to show."

    def handle(self, *args: Any, **options: Any) -> None:
        self.refuse_real_requests()
        if Request.objects.exists() and not self.may_renew():
            return
        self.lay_the_ground()
        number = load_sample(today=timezone.localdate())
        while read_words(now=timezone.now()):
            pass  # until no file waits
        draw_passages(now=timezone.now())
        self.stdout.write(f"The sample is loaded: {number} made-up requests.\n{ACCOUNTS}")

    def refuse_real_requests(self) -> None:
        """Raise CommandError where made-up rows would stand among real ones."""
        if Request.objects.filter(made_up=False).exists():
            raise CommandError(
                "This database holds real requests, so no made-up ones are added: run `make demo`, "
                "which keeps a database of its own."
            )
        if not settings.DEMO:
            raise CommandError(
                "The sample is only loaded where every page says that it is made up: run "
                "`make demo`, or set DEMO=1 and a DATA_DIR of its own."
            )

    def may_renew(self) -> bool:
        """Whether to make the sample anew: it is of another day and nobody else's work is in it."""
        begun = User.objects.filter(email__startswith="sample-").aggregate(at=Min("joined_at"))
        day = timezone.localdate(begun["at"])
        if day == timezone.localdate():
            self.stdout.write("The sample is loaded already.")
            return False
        if User.objects.exclude(email__startswith="sample-").exists():
            self.stdout.write(
                f"The sample of {day.day} {day:%B %Y} is kept, with what was added to it. For one "
                f"of today, delete {settings.DATA_DIR} and run `make demo` again."
            )
            return False
        call_command("flush", interactive=False, verbosity=0)
        self.stdout.write(f"The sample of {day.day} {day:%B %Y} makes way for one of today.")
        return True

    def lay_the_ground(self) -> None:
        """The letters and the bank holidays, where they are missing."""
        if not Letter.objects.exists():
            call_command("load_letters", verbosity=0, stdout=self.stdout)
        if not BankHoliday.objects.exists():
            call_command("sync_bank_holidays", seed=True, verbosity=0, stdout=self.stdout)
