"""What every test starts from: an empty cache, files in a folder of its own, a fixed address."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings

from tests.builders import at, load_holidays

PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FIRST_TEST_DATABASE = 10  # of Redis's sixteen: a developer's own data lie in the first


@pytest.fixture(autouse=True, scope="session")
def _plain_static_files() -> Iterator[None]:
    """Tests need no collected static files."""
    with override_settings(STORAGES=PLAIN_STATIC):
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_cache() -> Iterator[None]:
    """With Redis, each test process empties a database of its own and nobody else's."""
    if not settings.REDIS_URL:
        yield
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    place = urlsplit(settings.REDIS_URL)._replace(path=f"/{FIRST_TEST_DATABASE + int(worker) % 6}")
    caches = {"default": {**settings.CACHES["default"], "LOCATION": place.geturl()}}
    with override_settings(CACHES=caches):
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> Iterator[None]:
    """Uploads and mails of a test go nowhere else; no rate limit carries over."""
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA_DIR=tmp_path):
        cache.clear()
        yield


@pytest.fixture
def on_today(request: pytest.FixtureRequest, db: None) -> Iterator[time_machine.Traveller]:
    """The clock stands at noon of the test module's `TODAY`; the bank holidays are known."""
    with time_machine.travel(at(request.module.TODAY), tick=False) as clock:
        load_holidays()
        yield clock
