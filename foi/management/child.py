"""One program under the supervisor: started apart, stopped whole, its output kept in a file."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
LOG_LIMIT = 5 * 1024 * 1024  # bytes; a longer log is moved aside at the next start


class Child:
    """A started program. It leads a session, so Ctrl-C reaches the supervisor alone."""

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path,
        environment: Mapping[str, str],
        keep: tuple[int, ...] = (),
    ) -> None:
        """`log`: the file to append to; `keep`: the descriptors it inherits."""
        self.name = name
        self.log = _room_for(log)
        self.read_to = self.log.stat().st_size
        supervisor = os.getpid()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=keep,
                start_new_session=True,
                preexec_fn=lambda: _end_with(supervisor),
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """SIGTERM to the program, which ends its own helpers in good order."""
        if not self.has_ended():
            self.process.terminate()

    def kill(self) -> None:
        """SIGKILL to whatever is left of it and of the processes it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # nobody is left; macOS answers "not permitted" for that
        self.process.wait()

    def how_it_ended(self) -> str:
        code = self.process.returncode
        if code is not None and code < 0:
            return f"signal {signal.Signals(-code).name}"
        return f"exit code {code}"

    def new_lines(self) -> list[str]:
        """What it has written since the last look, whole lines only."""
        with self.log.open("rb") as file:
            file.seek(self.read_to)
            text = file.read()
        whole = text[: text.rfind(b"\n") + 1]
        self.read_to += len(whole)
        return whole.decode("utf-8", errors="replace").splitlines()


def _end_with(supervisor: int) -> None:
    """Between fork and exec: let the kernel end this program if the supervisor is killed."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:  # it died before the line above
        os._exit(1)


def _room_for(log: Path) -> Path:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    log.touch()
    return log
