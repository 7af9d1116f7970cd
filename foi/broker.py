"""The embedded broker: messages as files, each there whole or not at all.

Kombu's own transport opens a message's file and then writes it, so that a reader can take it while
it is still empty; that ended the worker, and with it the site, once in some minutes.
"""

import os
from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps

UNFINISHED = ".part"  # no queue's messages end so


class Channel(filesystem.Channel):
    """Writes a message under another name, and gives it its own when it is whole."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        # Readers take the files in the order of their names.
        name = f"{monotonic_ns() // 1_000_000}_{uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out, name)
        unfinished = whole.with_name(name + UNFINISHED)
        unfinished.write_text(dumps(payload))
        os.replace(unfinished, whole)


class Transport(filesystem.Transport):
    Channel = Channel
