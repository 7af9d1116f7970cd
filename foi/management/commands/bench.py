"""`manage.py bench`: how fast and how large, with 10,000 requests in a database of its own."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foi.management import benchmark
from foi.management.bench_rows import Rows
from foi.management.steps import prepare_database, prepare_static_files
from foi.models import Request

REQUESTS, FEW, MANY = 10_000, 10, 1_000
MARK = "TWENTIETH_DAY_BENCH"  # set for the inner run alone, to the folder made for it
# The bench measures the site as it is when nothing is set.
UNSET = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG", "DEMO", "SITE_URL", "ALLOWED_HOSTS")


class Command(BaseCommand):
    help = "Measures pages, queries and memory; exit code 1 where a budget is exceeded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--requests", type=int, default=REQUESTS)

    def handle(self, *args: Any, requests: int, **options: Any) -> None:
        if requests < FEW:
            raise CommandError(f"Give at least {FEW} requests.")
        if os.environ.get(MARK):
            self.measure(requests)
        else:
            self.start_apart(requests)

    def start_apart(self, requests: int) -> None:
        """Run again with an empty folder as data folder, so that no real database is touched."""
        with tempfile.TemporaryDirectory(prefix="twentieth-day-bench-") as folder:
            kept = {name: value for name, value in os.environ.items() if name not in UNSET}
            environment = kept | {"DATA_DIR": folder, MARK: folder}
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench"]
            done = subprocess.run([*command, f"--requests={requests}"], env=environment)
        if done.returncode:
            sys.exit(done.returncode)

    def measure(self, requests: int) -> None:
        """Raise CommandError where a budget is exceeded."""
        self.check_place(Path(os.environ[MARK]))
        began = monotonic()
        prepare_database(say=lambda text: None)
        prepare_static_files(say=lambda text: None)
        rows = Rows(today=timezone.localdate())
        rows.grow(FEW)
        few = benchmark.list_queries(rows.people[0])
        rows.grow(min(MANY, requests))
        many = benchmark.list_queries(rows.people[0])
        rows.grow(requests)
        self.say(
            f"{len(rows.councils)} councils, {len(rows.versions)} letters, {rows.made:,} requests, "
            f"made in {monotonic() - began:.0f} s; {benchmark.processors()}.\n"
        )
        lines = [*benchmark.comparison(), *benchmark.request_pages()]
        lines += benchmark.growth(few, many, (FEW, min(MANY, requests)))
        lines += benchmark.memory(benchmark.addresses())
        self.say(benchmark.report(lines))
        if over := [line.what for line in lines if line.is_over]:
            raise CommandError(f"Over budget: {', '.join(over)}.")
        self.say("\nEvery budget is kept.")

    def check_place(self, folder: Path) -> None:
        """Raise CommandError unless the database lies in the folder made for the bench."""
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        if folder.resolve() not in database.parents or _holds_requests(database):
            raise CommandError("The bench only fills a new database of its own.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _holds_requests(database: Path) -> bool:
    return database.exists() and Request.objects.exists()
