"""Doing the same thing in two threads at the very same moment, each with its own connection."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_once(act: Callable[[], Any], *, times: int = 2) -> list[Any]:
    """What each of them returned; the first error of any is raised here.

    Only in a test with `transaction=True`: the threads must see each other's rows.
    """
    gate, results, errors = threading.Barrier(times), [], []

    def run() -> None:
        try:
            gate.wait(timeout=10)
            results.append(act())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if errors:
        raise errors[0]
    return results
