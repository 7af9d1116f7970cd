"""The embedded broker: a message is read whole or not yet, however quick the reader is."""

import os
import threading
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from foi import broker

MESSAGES = 500


def channel(folder: Path) -> Any:
    places = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    options = places | {"control_folder": str(folder / "control")}
    transport = "foi.broker:Transport"
    return Connection("filesystem://", transport=transport, transport_options=options).channel()


def test_nobody_reads_a_message_before_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, reading, looked = channel(tmp_path), channel(tmp_path), []
    give_its_name = os.replace

    def look_first(unfinished: Path, whole: Path) -> None:
        with pytest.raises(Empty):
            reading._get("celery")
        looked.append(whole)
        give_its_name(unfinished, whole)

    monkeypatch.setattr(broker.os, "replace", look_first)
    writing._put("celery", {"number": 1})
    assert len(looked) == 1 and reading._get("celery") == {"number": 1}
    assert not list(tmp_path.glob("*.msg*"))


def test_a_reader_at_the_writers_heels_gets_every_message(tmp_path: Path) -> None:
    writing, reading = channel(tmp_path), channel(tmp_path)
    writer = threading.Thread(
        target=lambda: [writing._put("celery", {"number": n}) for n in range(MESSAGES)]
    )
    writer.start()
    found: list[int] = []
    while len(found) < MESSAGES:
        try:
            found.append(reading._get("celery")["number"])
        except Empty:
            if not writer.is_alive() and not list(tmp_path.glob("*.msg")):
                break
    writer.join()
    assert sorted(found) == list(range(MESSAGES))


def test_a_site_without_redis_uses_it() -> None:
    if not settings.REDIS_URL:
        assert settings.CELERY_BROKER_TRANSPORT == "foi.broker:Transport"
