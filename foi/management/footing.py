"""What must hold before anything is started: a folder of our own, and a free port."""

import errno
import fcntl
import os
import shutil
import socket
import tempfile
from pathlib import Path


class NoFooting(Exception):
    """The site cannot start here; the message is one sentence for whoever typed the command."""


def claim_folder(folder: Path) -> int:
    """Make `folder`, prove that it can be written to, and lock it against a second supervisor.

    Returns the descriptor that holds the lock. The kernel lets go of it however this process
    ends, so no stale lock can be left behind. Raises NoFooting.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise NoFooting(
            f"The data folder {folder} cannot be written to ({error.strerror}): "
            "make it writable, or name another one with DATA_DIR."
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise NoFooting(
            f"The site is already running on the data folder {folder}: "
            "stop it first, or name another folder with DATA_DIR."
        ) from error
    return handle


def fresh_broker(*folders: Path) -> None:
    """Empty folders for the embedded broker.

    A message only says "sweep now": one from an earlier run is stale, and one that was cut
    off half-written would stop the worker. What is due stands in the database.
    """
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that the web server inherits, so that the port cannot be lost again.

    Port 0 takes any free one. Raises NoFooting.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise NoFooting(_why_not(host, port, error)) from error
    return listener


def _why_not(host: str, port: int, error: OSError | OverflowError) -> str:
    another = "choose another, for example: make run PORT=8001"
    if isinstance(error, OverflowError):
        return f"{port} is not a port (1 to 65535): {another}"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: stop that one, or {another}"
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system's own programs: {another}"
    return f"Cannot listen on {host} port {port} ({error.strerror}): {another}"
