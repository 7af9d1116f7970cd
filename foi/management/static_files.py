"""Whether the static files were collected from what lies there now.

Collecting, hashing and compressing takes seconds, and the second start must not.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def are_collected() -> bool:
    """True when nothing was added, removed or changed since `remember()`."""
    return _stamp().is_file() and _stamp().read_text() == _fingerprint()


def remember() -> None:
    """To be called after `collectstatic` went well."""
    _stamp().write_text(_fingerprint())


def _fingerprint() -> str:
    """Name, size and time of change of every source file; far quicker than reading them."""
    sources = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            found = Path(storage.path(name)).stat()
            sources.update(f"\n{name} {found.st_size} {found.st_mtime_ns}".encode())
    return sources.hexdigest()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / "sources.sha256"
