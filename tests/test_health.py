"""/healthz and /readyz: for machines that watch the site."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from foi import health
from foi.tasks import heartbeat

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def broker(tmp_path: Path) -> Iterator[Path]:
    """An embedded broker's folder, as the supervisor makes it."""
    folder = tmp_path / "broker"
    folder.mkdir()
    with override_settings(BROKER_DIR=folder), time_machine.travel(NOW, tick=False):
        yield folder


def refuse(*args: Any, **kwargs: Any) -> None:
    raise DatabaseError("password of user site is wrong")


def test_healthz_asks_no_database(client: Client) -> None:
    answer = client.get("/healthz")  # without the mark, a query would fail this test
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_is_well_after_a_heartbeat(client: Client) -> None:
    heartbeat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok", "scheduler": "ok"}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_before_the_first_heartbeat_says_so(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["scheduler"] == "not seen yet"


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(5, 200), (6, 503)])
def test_a_heartbeat_is_good_for_five_minutes(client: Client, minutes: int, status: int) -> None:
    health.stamp(now=NOW - timedelta(minutes=minutes))
    assert client.get("/readyz").status_code == status


@pytest.mark.django_db
def test_a_database_that_refuses_gives_nothing_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat()
    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"
    assert b"password" not in answer.content


@pytest.mark.django_db
@pytest.mark.skipif(bool(settings.REDIS_URL), reason="the embedded broker's folder")
def test_a_lost_broker_folder_is_told(client: Client, broker: Path) -> None:
    heartbeat()
    broker.rmdir()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["scheduler"]) == (503, "ok")
    assert answer.json()["broker"] == "folder cannot be written to"


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
