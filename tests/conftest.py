"""What every test starts from: an empty cache, files in a folder of its own, a fixed address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True, scope="session")
def _plain_static_files() -> Iterator[None]:
    """Tests need no collected static files."""
    with override_settings(STORAGES=PLAIN_STATIC):
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> Iterator[None]:
    """Uploads and mails of a test go nowhere else; no rate limit carries over."""
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA_DIR=tmp_path):
        cache.clear()
        yield
