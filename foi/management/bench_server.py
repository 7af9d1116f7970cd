"""The real web server, for what only a process of its own can show: memory, and a long file."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, perf_counter, sleep
from urllib.request import urlopen

from foi.management.benchmark import Line
from foi.management.children import LEAN, command_lines
from foi.management.footing import listen

MEGABYTES = 200
FILE_MS, FILE_MEGABYTES = 200, 100


def memory(paths: Sequence[str], stream: str = "", *, rounds: int = 4) -> list[Line]:
    """Megabytes that the web server's processes hold after serving these pages, 8 at a time.

    `stream`: a large file fetched afterwards, alone: how soon it begins and what it costs.
    """
    if not Path("/proc/self/status").exists():
        return [Line("web process", 0, "MB", None, "cannot be measured on this system")]
    with serving() as (site, parent):
        _serve(site, paths, rounds)
        largest = max(resident(pid) for pid in workers(parent))
        lines = [
            Line("web process", largest, "MB", MEGABYTES, f"after {len(paths) * rounds} pages"),
            Line("its parent", resident(parent), "MB"),
        ]
        return lines + (streamed(f"{site}{stream}", workers(parent)[0]) if stream else [])


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The web server as `run_all` starts it: its address and the number of its process."""
    with closing(listen("127.0.0.1", 0)) as listener, tempfile.TemporaryFile() as log:
        descriptor, port = listener.fileno(), listener.getsockname()[1]
        server = subprocess.Popen(
            command_lines(descriptor)["web server"],
            env={**LEAN, **os.environ},
            pass_fds=(descriptor,),
            stdout=log,
            stderr=log,
        )
        try:
            site = f"http://127.0.0.1:{port}"
            _wait_for(site)
            yield site, server.pid
        finally:
            server.terminate()
            server.wait(timeout=15)


def streamed(address: str, pid: int) -> list[Line]:
    """When the first byte of a file comes, and by how much the process grows over all of it.

    The second of two: the first fills what the process keeps for good.
    """
    urlopen(address, timeout=120).read()
    before = resident(pid)
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak (VmHWM) begins anew
    began = perf_counter()
    with urlopen(address, timeout=120) as answer:
        answer.read(1)
        first = (perf_counter() - began) * 1000
        size = 1
        while piece := answer.read(65536):
            size += len(piece)
    grown = resident(pid, "VmHWM") - before
    return [
        Line("file of all rounds, first byte", first, "ms", FILE_MS),
        Line(
            "file of all rounds, memory", grown, "MB", FILE_MEGABYTES, f"{size / 1e6:.1f} MB sent"
        ),
    ]


def _wait_for(site: str) -> None:
    give_up = monotonic() + 60
    while True:
        try:
            urlopen(f"{site}/healthz", timeout=5).close()
            return
        except OSError:
            if monotonic() > give_up:
                raise
            sleep(0.2)


def _serve(site: str, paths: Iterable[str], rounds: int) -> None:
    wanted = [path for _ in range(rounds) for path in paths]
    shares = [wanted[n::8] for n in range(8)]
    threads = [threading.Thread(target=_fetch, args=(site, share)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _fetch(site: str, paths: Sequence[str]) -> None:
    for path in paths:
        try:
            with urlopen(f"{site}{path}", timeout=60) as answer:
                answer.read()
        except OSError:
            continue  # a page that is not there costs memory like any other


def workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children] or [parent]


def resident(pid: int, what: str = "VmRSS") -> float:
    """What a process holds in memory, in megabytes; "VmHWM": what it held at most."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith(what))
    return int(kilobytes) / 1024
