"""Logs and error mails that name the place of a fault, never what anybody typed.

Letters hold names, and exceptions hold what was being worked on: a message from the database
quotes the row, one from the mail server the address. So neither the console nor an error mail
ever has an exception's own text, a form, a file name, a query string or a local variable; and
of an address only its pattern, since a path may be a secret (`/act/<token>/`).
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.utils.log import AdminEmailHandler

NO_PAGE = "an address that does not exist"
ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def places(error: BaseException | None) -> Iterator[str]:
    """The lines of a traceback: type, file, line and function of each link of the chain."""
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        error = error.__cause__ or error.__context__
        if error is not None:
            yield "after"


def address(request: HttpRequest) -> str:
    """An address as logs have it: its pattern, without what stood in it."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else NO_PAGE


class PlacesFormatter(logging.Formatter):
    """A line for each record; of an exception only its places."""

    def formatException(self, ei: ExcInfo | tuple[None, None, None]) -> str:  # noqa: N802 theirs
        return "\n".join(places(ei[1]))

    def format(self, record: logging.LogRecord) -> str:
        quiet = logging.makeLogRecord(vars(record))
        quiet.exc_text = None  # what another formatter may have left there
        quiet.msg, quiet.args = _without_content(record)
        return super().format(quiet)


def _without_content(record: logging.LogRecord) -> tuple[Any, Any]:
    request, error = getattr(record, "request", None), (record.exc_info or (None, None))[1]
    if isinstance(request, HttpRequest):  # Django names the path, or an exception's text
        status = getattr(record, "status_code", "")
        return "%s %s %s", (request.method, address(request), status)
    if isinstance(record.args, dict) and "exc" in record.args:  # Celery's words on a task
        return "Task %s failed: %s", (record.args.get("name"), type(error).__name__)
    return record.msg, record.args


class PlacesReporter:
    """What an error mail says: method, pattern, account number, places."""

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: Any,
        exc_value: Any,
        tb: Any,
        is_email: bool = False,
    ) -> None:
        self.request, self.error = request, exc_value

    def get_traceback_text(self) -> str:
        error = self.error if isinstance(self.error, BaseException) else None
        return "\n".join([*self._asked(), "", *places(error)])

    def _asked(self) -> list[str]:
        if self.request is None:
            return []
        return [f"{self.request.method} {address(self.request)}"]


class PlacesMailHandler(AdminEmailHandler):
    """Mails the operator of a fault; the subject holds no path and no exception's text."""

    def emit(self, record: logging.LogRecord) -> None:
        quiet = logging.makeLogRecord(vars(record))
        quiet.msg, quiet.args = _without_content(record)
        super().emit(quiet)
