"""Prepares the site and runs all of it under one supervisor: what `make run` ends in."""

import os
import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from foi.management.child import Child
from foi.management.children import LEAN, command_lines
from foi.management.footing import NoFooting, claim_folder, fresh_broker, listen
from foi.management.steps import NotPrepared, prepare_database, prepare_static_files
from foi.management.supervisor import ChildEnded, Supervisor

PORT = 8000


class Command(BaseCommand):
    help = "Prepare the database and run web server, worker and scheduler until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=_port(), help="0 takes a free one")
        parser.add_argument(
            "--prepare", action="store_true", help="only prepare the database, then end"
        )

    def handle(self, *args: Any, host: str, port: int, prepare: bool, **options: Any) -> None:
        self.began = monotonic()
        os.umask(0o077)  # letters, replies and logs are for this user alone
        try:
            if prepare:
                prepare_database(say=self.say)
            else:
                self.run(host, port)
        except (NoFooting, NotPrepared, ChildEnded) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except KeyboardInterrupt:
            self.stderr.write("Stopped before anything was started.")
            sys.exit(130)

    def run(self, host: str, port: int) -> None:
        """The whole life of the site, from an empty folder to the last process ended."""
        claim_folder(settings.DATA_DIR)
        with closing(listen(host, port)) as listener:
            port = listener.getsockname()[1]
            self.say(f"Preparing Twentieth Day in {settings.DATA_DIR}")
            prepare_database(say=self.say)
            prepare_static_files(say=self.say)
            if not settings.REDIS_URL:
                folders = settings.CELERY_BROKER_TRANSPORT_OPTIONS
                fresh_broker(Path(folders["data_folder_in"]), Path(folders["control_folder"]))
            supervisor = Supervisor(say=self.say)
            supervisor.listen_for_signals()
            try:
                self.start(supervisor, listener.fileno(), _address(host, port))
                if supervisor.wait_until_ready(host, port, settings.SITE_HOST):
                    self.welcome(_address(host, port))
                    supervisor.watch()
                self.say("\nStopping ...")
            finally:
                supervisor.stop()
        self.say("Stopped.")

    def start(self, supervisor: Supervisor, listening: int, address: str) -> None:
        environment = {**LEAN, "SITE_URL": address, **os.environ, "PYTHONPATH": _python_path()}
        for name, command in command_lines(listening).items():
            child = Child(
                name,
                command,
                log=settings.DATA_DIR / "logs" / f"{name.split()[0]}.log",
                environment=environment,
                keep=(listening,) if name == "web server" else (),
            )
            supervisor.children.append(child)

    def welcome(self, address: str) -> None:
        names = "web server, worker, scheduler"
        self.say(f"Ready after {monotonic() - self.began:.1f} s: {names}.\n")
        self.say(f"  Open {address}")
        if not settings.EMAIL_URL:
            self.say(f"  Mail is not sent but kept: {address}/outbox/")
        if not settings.OPERATOR_IS_NAMED:
            self.say("  A test site: it sends no letter to any council.")
        self.say(f"  Logs: {settings.DATA_DIR / 'logs'}")
        self.say("  Ctrl-C stops everything.\n")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _port() -> int:
    text = os.environ.get("PORT") or str(PORT)
    if not text.isdecimal():
        sys.exit(f"PORT is {text!r}, which is no number: try PORT=8001.")
    return int(text)


def _python_path() -> str:
    """The children find our code from whatever folder the command was given in."""
    own = (str(settings.BASE_DIR), os.environ.get("PYTHONPATH", ""))
    return os.pathsep.join(path for path in own if path)


def _address(host: str, port: int) -> str:
    return f"http://{host}:{port}"
