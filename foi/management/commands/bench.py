"""`manage.py bench`: how fast and how large, with 10,000 requests and tables of 100,000 findings.

On SQLite in a folder of its own, or with `--server URL` in a new database on that PostgreSQL
server, which is dropped again.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from foi.management import bench_server, benchmark
from foi.management.bench_rows import Rows
from foi.management.bench_tables import FINDINGS, LARGEST, fill_tables
from foi.management.steps import prepare_database, prepare_static_files
from foi.models import Finding

REQUESTS, FEW, MANY = 10_000, 10, 1_000
MARK = "TWENTIETH_DAY_BENCH"  # set for the inner run alone, to the folder made for it
DATABASE = "twentieth_day_bench_"  # how a database made for the bench is called
# The bench measures the site as it is when nothing is set.
UNSET = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG", "DEMO", "SITE_URL", "ALLOWED_HOSTS")


class Command(BaseCommand):
    help = "Measures pages, queries and memory; exit code 1 where a budget is exceeded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--requests", type=int, default=REQUESTS)
        parser.add_argument("--findings", type=int, default=FINDINGS, help="in the large tables")
        parser.add_argument("--server", default="", help="postgres://user:password@host/postgres")

    def handle(self, *args: Any, requests: int, findings: int, server: str, **options: Any) -> None:
        if requests < FEW:
            raise CommandError(f"Give at least {FEW} requests.")
        if os.environ.get(MARK):
            self.measure(requests, findings)
            return
        options = {"requests": requests, "findings": findings}
        if server:
            with new_database(server) as url:
                self.start_apart(options, {"DATABASE_URL": url})
        else:
            self.start_apart(options, {})

    def start_apart(self, options: dict[str, int], more: dict[str, str]) -> None:
        """Run again with an empty folder as data folder, so that no real database is touched."""
        with tempfile.TemporaryDirectory(prefix="twentieth-day-bench-") as folder:
            kept = {name: value for name, value in os.environ.items() if name not in UNSET}
            environment = kept | {"DATA_DIR": folder, MARK: folder} | more
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench"]
            command += [f"--{name}={value}" for name, value in options.items()]
            done = subprocess.run(command, env=environment)
        if done.returncode:
            raise CommandError("See above.", returncode=done.returncode)

    def measure(self, requests: int, findings: int) -> None:
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
        fill_tables(rows, today=rows.today, findings=findings)
        self.say(
            f"{connection.vendor}: {len(rows.councils)} councils, {rows.made:,} requests, "
            f"{Finding.objects.count():,} findings, made in {monotonic() - began:.0f} s; "
            f"{benchmark.processors()}.\n"
        )
        lines = [*benchmark.comparison(LARGEST), *benchmark.request_pages()]
        lines += benchmark.growth(few, many, (FEW, min(MANY, requests)))
        whole = f"/compare/{LARGEST}.csv?round=all"
        lines += bench_server.memory([*benchmark.addresses(), f"/compare/{LARGEST}/"], whole)
        self.say(benchmark.report(lines))
        if over := [line.what for line in lines if line.is_over]:
            raise CommandError(f"Over budget: {', '.join(over)}.")
        self.say("\nEvery budget is kept.")

    def check_place(self, folder: Path) -> None:
        """Raise CommandError unless the database lies in the folder made for the bench."""
        name = str(settings.DATABASES["default"]["NAME"])
        is_sqlite = connection.vendor == "sqlite"
        is_own = folder.resolve() in Path(name).parents if is_sqlite else name.startswith(DATABASE)
        if not is_own or connection.introspection.table_names():
            raise CommandError("The bench only fills a new database of its own.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server, dropped at the end."""
    name = f"{DATABASE}{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
