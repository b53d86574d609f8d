"""No request holds its server longer than settings.REQUEST_SECONDS. Only the web server is limited so (config/wsgi.py).

Softly first: no statement begins in the second half of that time, and none lasts longer than nearly half of it. Then
the visitor reads the page for what passes (503), and nobody else notices. A loop or a pattern that never ends cannot be
asked to stop: it holds Python's lock, so no thread of Python runs. A thread of C's then ends the whole process, and the
server starts another. docs/decisions/0018-no-request-holds-the-site.md says what that costs.
"""

import faulthandler
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from config.whole_requests import Application, StartResponse

# Shares of the time of one request. Together less than the whole: a statement that begins last ends in time.
NO_STATEMENT_BEGINS_AFTER, LONGEST_STATEMENT = 0.5, 0.45
# How much SQLite does between two looks at the clock: about five milliseconds' work.
STEPS = 20_000


class Requests:
    """Those that this process answers now, each on its thread, with the moment at which it began."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began: dict[int, float] = {}
        self.turn = threading.Lock()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        thread = threading.get_ident()
        with self.turn:
            self.began[thread] = time.monotonic()
            self._watch()
        try:
            yield
        finally:
            with self.turn:
                del self.began[thread]
                self._watch()

    def _watch(self) -> None:
        """End the process when the oldest of them has had its time, and say on which lines its threads were."""
        if not self.began:
            faulthandler.cancel_dump_traceback_later()
            return
        left = min(self.began.values()) + self.seconds - time.monotonic()
        faulthandler.dump_traceback_later(max(left, 0.001), exit=True)

    def is_past(self, share: float) -> bool:
        """Whether the request on this thread has used up such a share of its time. Nothing else is ever late."""
        began = self.began.get(threading.get_ident())
        return began is not None and time.monotonic() > began + share * self.seconds


class LimitedInTime:
    """A WSGI application around another, whose every request ends within `seconds`."""

    def __init__(self, application: Application, seconds: float) -> None:
        self.application, self.requests = application, Requests(seconds)
        connection_created.connect(self.limit_statements, weak=False)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        with self.requests.one_more():
            return self.application(environ, start_response)

    def limit_statements(self, connection: BaseDatabaseWrapper, **_of_signal: Any) -> None:
        """Each new connection of this process."""
        if self.refuse_when_late not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.refuse_when_late)
        milliseconds = round(self.requests.seconds * LONGEST_STATEMENT * 1000)
        LIMITS[connection.vendor](connection, milliseconds, self.requests)

    def refuse_when_late(self, execute: Callable[..., Any], *statement: Any) -> Any:
        if self.requests.is_past(NO_STATEMENT_BEGINS_AFTER):
            raise OperationalError("This request has taken too long to begin another statement.")
        return execute(*statement)


def limit_sqlite(connection: BaseDatabaseWrapper, milliseconds: int, requests: Requests) -> None:
    """The wait for another's lock has a limit of its own: no clock is looked at meanwhile."""
    all_but_the_end = NO_STATEMENT_BEGINS_AFTER + LONGEST_STATEMENT
    connection.connection.execute(f"PRAGMA busy_timeout={milliseconds}")
    connection.connection.set_progress_handler(lambda: requests.is_past(all_but_the_end), STEPS)


def limit_postgresql(connection: BaseDatabaseWrapper, milliseconds: int, requests: Requests) -> None:
    """Between two statements a transaction may lie idle for as long as its request lives."""
    idle = round(requests.seconds * 1000)
    connection.connection.execute(
        f"SET statement_timeout = {milliseconds}; SET lock_timeout = {milliseconds};"
        f"SET idle_in_transaction_session_timeout = {idle}"
    )


LIMITS = {"sqlite": limit_sqlite, "postgresql": limit_postgresql}
