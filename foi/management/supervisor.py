"""Keeps the site's programs running together, and ends them together."""

import signal
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from time import monotonic, sleep
from types import FrameType

from foi.management.child import Child

LOOK = 0.1  # seconds between looks at the children
PATIENCE = 60  # seconds for the web server to answer its first page
GRACE = 8  # seconds to stop in good order; what is left then is killed
TROUBLE = (" ERROR ", " CRITICAL ", "[ERROR]", "[CRITICAL]", "ERROR/", "CRITICAL/")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildEnded(Exception):
    """A program ended, or never began to answer, while the site should run."""


class Supervisor:
    """Watches started children until it is asked to stop; the second time, at once."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.children: list[Child] = []
        self.asked = 0

    def listen_for_signals(self) -> None:
        """From here on Ctrl-C, SIGTERM and a closed terminal only ask; nothing is torn."""
        for number in STOP_SIGNALS:
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # started with nohup: it shall outlive its terminal
            signal.signal(number, self._note)

    def wait_until_ready(self, host: str, port: int, known_as: str) -> bool:
        """True when the web server answers; False when asked to stop before. Raises ChildEnded."""
        until = monotonic() + PATIENCE
        while not self.asked:
            self._look()
            if _answers(host, port, known_as):
                return True
            if monotonic() > until:
                raise ChildEnded(f"The web server did not answer within {PATIENCE} seconds.")
            sleep(LOOK)
        return False

    def watch(self) -> None:
        """Return when asked to stop. Raises ChildEnded."""
        while not self.asked:
            self._look()
            sleep(LOOK)

    def stop(self) -> None:
        """End all children in the order they were started, within GRACE seconds."""
        until = monotonic() + GRACE
        for child in self.children:
            child.ask_to_stop()
        while monotonic() < until and self.asked < 2:
            if all(child.has_ended() for child in self.children):
                break
            sleep(LOOK)
        for child in self.children:
            child.kill()

    def _look(self) -> None:
        for child in self.children:
            for line in child.new_lines():
                if any(mark in line for mark in TROUBLE):
                    self.say(f"  {child.name}: {line}")
        for child in self.children:
            if child.has_ended():
                raise ChildEnded(
                    f"The {child.name} ended by itself ({child.how_it_ended()}), "
                    f"so everything was stopped. Its log: {child.log}"
                )

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1


def _answers(host: str, port: int, known_as: str) -> bool:
    web = HTTPConnection(host, port, timeout=LOOK * 5)
    try:
        web.request("GET", "/healthz", headers={"Host": known_as})
        return web.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        web.close()
