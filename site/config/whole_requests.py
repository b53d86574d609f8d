"""Between the server and Django: a request has its turn when all of it has arrived.

The server hands a request over as soon as its headers are there, and the body is then read by the thread that answers.
A visitor who sends half a form and falls silent would keep that thread, and two of them the site. Here they keep a
thread that is there to be kept: the threads read at the same time, but answer one after the other, since SQLite and
Python's own lock make several at once slower, not faster.
"""

import threading
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Any

MEGABYTE = 1024 * 1024
# Above any handout or picture that an editor may upload.
LARGEST = 64 * MEGABYTE
PIECE = 64 * 1024

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class WholeRequests:
    """A WSGI application around another: whole requests alone, one at a time in each process."""

    def __init__(self, application: Application) -> None:
        self.application, self.turn = application, threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._answer(environ, start_response)
        with SpooledTemporaryFile(max_size=MEGABYTE) as body:
            if refusal := take_in(environ, body):
                start_response(refusal, [("Content-Type", "text/plain"), ("Connection", "close")])
                return [b""]
            return self._answer(environ | {"wsgi.input": body}, start_response)

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        with self.turn:
            return self.application(environ, start_response)


def take_in(environ: dict[str, Any], body: Any) -> str:
    """Read the whole request into `body`. Returns the status line of a refusal, or nothing."""
    size = 0
    while piece := environ["wsgi.input"].read(PIECE):
        size += len(piece)
        if size > LARGEST:
            return "413 Content Too Large"
        body.write(piece)
    if size < int(environ.get("CONTENT_LENGTH") or 0):
        return "400 Bad Request"
    body.seek(0)
    return ""
