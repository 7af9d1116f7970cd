"""`manage.py send_reply_links`: mails councils their links to reply, lists what could not go."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foi.actions.reply_due import NO_ADDRESS, Open, due, why_nothing_is_sent
from foi.actions.reply_send import Batch, pending, send_all


class Command(BaseCommand):
    help = (
        "Mails every council the links to reply that are due, each once however often it is run, "
        "and lists what could not be sent and why."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pace", type=int, help="mails a minute (REPLY_LINKS_PER_MINUTE)")
        parser.add_argument("--dry-run", action="store_true", help="say it, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        pace = settings.REPLY_LINKS_PER_MINUTE if options["pace"] is None else options["pace"]
        if pace < 1:
            raise CommandError("At least one mail a minute: --pace 1.")
        if options["dry_run"]:
            for batch in pending(now=timezone.now()):
                self.say("Would send", batch)
        else:
            for batch, went in send_all(clock=timezone.now, pause=lambda: time.sleep(60 / pace)):
                self.say("Sent" if went else "NOT sent, tried again in 15 minutes", batch)
        self.list_the_rest()

    def say(self, what: str, batch: Batch) -> None:
        """One mail as a line: its council, address and number of links."""
        number = len(batch.opens) + len(batch.links)
        links = "1 link" if number == 1 else f"{number} links"
        self.stdout.write(f"{what}: {batch.authority} <{batch.to}>, {links}")

    def list_the_rest(self) -> None:
        """What could not be sent, and why."""
        today, why = timezone.localdate(), why_nothing_is_sent()
        rest = [one for one in due(on=today) if why or not one.address(today)]
        for one in rest:
            self.stdout.write(f"Could not be sent: {_named(one)}: {why or NO_ADDRESS}")
        if not rest:
            self.stdout.write("Nothing is left that could not be sent.")


def _named(one: Open) -> str:
    of = one.investigation.slug if one.investigation else one.requests[-1].ref
    return f"{one.authority}, {one.letter} ({of})"
