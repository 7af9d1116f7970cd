"""`manage.py run_all`: the site as a person starts and stops it, with real processes."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.site_process import ROOT, environment, running_site, until

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all of these, in a path with a space: only the first start is slow."""
    return tmp_path_factory.mktemp("a site") / "data folder"


def tried(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to fail soon."""
    command = [sys.executable, str(ROOT / "manage.py"), "run_all", *arguments]
    return subprocess.run(
        command,
        env=environment(folder, **{"PORT": "0", **more}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_it_serves_and_its_worker_and_scheduler_work(data: Path) -> None:
    with running_site(data) as site:
        assert site.fetch("/healthz") == (200, "ok\n")
        assert until(lambda: site.fetch("/readyz")[0] == 200), site.fetch("/readyz")
        assert (data / "logs" / "worker.log").exists()


def test_the_data_are_for_its_user_alone(data: Path) -> None:
    with running_site(data):
        for name in ("secret_key", "twentieth-day.sqlite3", "logs"):
            assert (data / name).stat().st_mode & 0o077 == 0, name


def test_a_second_start_collects_no_static_files_again(data: Path) -> None:
    with running_site(data):
        pass
    with running_site(data) as site:
        assert "stylesheets" not in site.said()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_within_ten_seconds_and_leaves_nothing(data: Path, number: signal.Signals) -> None:
    with running_site(data) as site:
        port = int(site.address().rpartition(":")[2])
        site.send(number)
        assert site.ended(10) == 0
        assert site.processes() == {}
        assert "Stopped." in site.said()
        with socket.create_server(("127.0.0.1", port)):
            pass


def test_ctrl_c_twice_stops_it_at_once(data: Path) -> None:
    with running_site(data) as site:
        site.send(signal.SIGINT)
        assert until(lambda: "Stopping" in site.said(), 5)
        site.send(signal.SIGINT)
        assert site.ended(3) == 0
        assert site.processes() == {}


@pytest.mark.parametrize(("word", "named"), [("celery", "worker"), ("gunicorn", "web server")])
def test_a_killed_child_is_named_and_ends_all(data: Path, word: str, named: str) -> None:
    with running_site(data) as site:
        os.kill(site.running(word), signal.SIGKILL)
        assert site.ended(15) == 1
        assert f"The {named} ended by itself (signal SIGKILL)" in site.said()
        assert site.processes() == {}


def test_a_killed_supervisor_leaves_no_orphans_and_no_lock(data: Path) -> None:
    with running_site(data) as site:
        site.send(signal.SIGKILL)
        site.ended()
        assert until(lambda: site.processes() == {}, 20), site.processes()
    with running_site(data) as again:
        assert again.fetch("/healthz")[0] == 200


def test_a_taken_port_is_said_before_anything_else(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        started = tried(tmp_path / "data", PORT=port)
    assert started.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in started.stderr
    assert len(started.stderr.splitlines()) == 1
    assert started.stdout == ""
    assert not list(tmp_path.glob("data/*.sqlite3"))


def test_a_second_supervisor_on_the_same_data_is_refused(data: Path) -> None:
    with running_site(data) as site:
        second = tried(data)
        assert second.returncode == 1
        assert second.stderr.startswith("The site is already running on the data folder")
        assert site.fetch("/healthz")[0] == 200


@pytest.fixture
def own_postgres_and_redis() -> Iterator[dict[str, str]]:
    """A database and a Redis number that no site uses, on the servers under test."""
    server, broker = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not (server.startswith("postgres") and broker):
        pytest.skip("needs DATABASE_URL of a PostgreSQL server and REDIS_URL")
    name = f"run_all_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {
            "DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl(),
            "REDIS_URL": urlsplit(broker)._replace(path="/13").geturl(),
        }
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


def test_it_runs_on_postgresql_and_redis(
    tmp_path: Path, own_postgres_and_redis: dict[str, str]
) -> None:
    with running_site(tmp_path / "data", **own_postgres_and_redis) as site:
        assert until(lambda: site.fetch("/readyz")[0] == 200), site.fetch("/readyz")
        assert not list(tmp_path.glob("data/*.sqlite3"))
        assert any("beat" in command for command in site.processes().values())
        site.send(signal.SIGTERM)
        assert site.ended(10) == 0
        assert site.processes() == {}


@pytest.mark.parametrize("key", ["", "given"])
def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path, key: str) -> None:
    file = tmp_path / "a file"
    file.touch()
    started = tried(file / "data", SECRET_KEY=key)
    assert started.returncode == 1
    assert len(started.stderr.strip().splitlines()) == 1
    assert "DATA_DIR" in started.stderr


@pytest.mark.parametrize(
    ("port", "reason"), [("eight", "no number"), ("70000", "not a port"), ("-1", "no number")]
)
def test_a_port_that_is_none_is_said(tmp_path: Path, port: str, reason: str) -> None:
    started = tried(tmp_path / "data", PORT=port)
    assert started.returncode != 0
    assert reason in started.stderr
    assert len(started.stderr.splitlines()) == 1
