"""Between the server and Django: a request has its turn when all of it has arrived.

The server hands a request over as soon as its headers are there, and the body is then read by the thread that answers.
A visitor who sends half a form and falls silent would keep that thread, and two of them the site. Here they keep a
thread that is there to be kept: the threads read at the same time, but answer one after the other, since SQLite and
Python's own lock make several at once slower, not faster. What is light and needed most has a turn of its own.
"""

import io
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.template import loader

from config.faults import READ, TRY_AGAIN_SECONDS
from config.turns import Crowded, Turns, names_of

MEGABYTE = 1024 * 1024
# Above any handout, picture or recording that an editor may upload.
LARGEST = 64 * MEGABYTE
# A browser shows the answer only once it has sent what it announced: so much is read on, and thrown away.
MOST_THROWN_AWAY = 1024 * MEGABYTE
# What Django is told of a form whose files were thrown away (config/too_large.py). A visitor cannot send it: a header
# would begin with HTTP_.
TOO_LARGE = "holdfast.too_large"
PIECE = 64 * 1024
CONTENT_TOO_LARGE, BUSY = "413 Content Too Large", "503 Service Unavailable"
# Answered beside whatever is heavy: by whom the site is watched, how its pages look, whom to ring, and whether a
# certificate is valid, which strangers ask. They write nothing and search for nothing long.
LIGHT = ("/healthz", "/static/", "/help/", "/verify/")
# One that is heavy, one that is light.
AT_ONCE = 2
# Together fewer than a process has threads (--blocking-threads): some are left to read what comes.
MOST_WAITING, MOST_WAITING_FOR_LIGHT = 40, 16

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class WholeRequests:
    """A WSGI application around another: whole requests alone, in each process one at a time and a light one beside."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.turns, self.light_turns = Turns(MOST_WAITING), Turns(MOST_WAITING_FOR_LIGHT)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in READ:
            return self._answer(environ, start_response)
        if announced(environ) > LARGEST:
            return self._answer_too_large(environ, start_response)
        with SpooledTemporaryFile(max_size=MEGABYTE) as body:
            size = take_in(environ, body)
            if size > LARGEST:
                return self._answer_too_large(environ | never_announced(body, environ), start_response)
            if size < announced(environ):
                return refuse("400 Bad Request", start_response)
            # Django reads no more than this, and nothing of a form that came in pieces without it.
            whole = {"wsgi.input": body, "CONTENT_LENGTH": str(size)}
            return self._answer(environ | whole, start_response)

    def _answer_too_large(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Of a form its fields are kept, for the page that refuses it; the rest is read and thrown away."""
        if announced(environ) > MOST_THROWN_AWAY:
            return refuse(CONTENT_TOO_LARGE, start_response)
        fields = fields_alone(environ)
        if fields is None:
            throw_away(environ)
            return refuse(CONTENT_TOO_LARGE, start_response)
        form = {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(fields)),
            "wsgi.input": io.BytesIO(fields),
            TOO_LARGE: True,
        }
        return self._answer(environ | form, start_response)

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        turns = self.light_turns if is_light(environ) else self.turns
        try:
            with turns.turn(*names_of(environ)):
                return self.application(environ, start_response)
        except Crowded:
            reading = environ["REQUEST_METHOD"] in READ
            return refuse(BUSY, start_response, reading=reading)


def is_light(environ: dict[str, Any]) -> bool:
    """Only what is read: a form may be large, and may have to wait for the one writer that SQLite lets in."""
    return environ["REQUEST_METHOD"] in READ and str(environ.get("PATH_INFO", "")).startswith(LIGHT)


def announced(environ: dict[str, Any]) -> int:
    """How many bytes the visitor says will come; nought where they do not say."""
    said = environ.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def refuse(status: str, start_response: StartResponse, **context: bool) -> Iterable[bytes]:
    page = b"" if status.startswith("400") else loader.get_template(f"{status[:3]}.html").render(context).encode()
    kind = "text/html; charset=utf-8" if page else "text/plain"
    again = [("Retry-After", str(TRY_AGAIN_SECONDS))] if status == BUSY else []
    start_response(
        status, [("Content-Type", kind), ("Content-Length", str(len(page))), ("Connection", "close"), *again]
    )
    return [page]


class Rest(io.RawIOBase):
    """What was read of a request already, then what is still to come, up to `most` bytes in all."""

    def __init__(self, first: Any, then: Any, most: int) -> None:
        self.parts, self.left = [first, then], most

    def read(self, size: int = -1) -> bytes:
        piece = b""
        while self.parts and self.left and not piece:
            piece = self.parts[0].read(min(PIECE if size < 0 else size, self.left))
            if not piece:
                self.parts.pop(0)
        self.left -= len(piece)
        return piece


def never_announced(body: Any, environ: dict[str, Any]) -> dict[str, Any]:
    """A request that came in pieces and turned out too large, as one that had said so."""
    body.seek(0)
    rest = Rest(body, environ["wsgi.input"], MOST_THROWN_AWAY)
    return {"wsgi.input": rest, "CONTENT_LENGTH": str(MOST_THROWN_AWAY)}


class ThrowAway(FileUploadHandler):
    """Takes no file."""

    def receive_data_chunk(self, _raw_data: bytes, _start: int) -> None:
        return None

    def file_complete(self, _file_size: int) -> None:
        return None


def fields_alone(environ: dict[str, Any]) -> bytes | None:
    """What a form says beside its files, as a form without files says it. None for what is no such form."""
    if not environ.get("CONTENT_TYPE", "").startswith("multipart/form-data"):
        return None
    try:
        post, _files = MultiPartParser(environ, environ["wsgi.input"], [ThrowAway()], "utf-8").parse()
    except (MultiPartParserError, SuspiciousOperation):
        return None
    return post.urlencode().encode()


def throw_away(environ: dict[str, Any]) -> None:
    while environ["wsgi.input"].read(PIECE):
        pass


def take_in(environ: dict[str, Any], body: Any) -> int:
    """Read the request into `body`: all of it, or until it is too large. Returns how much that is."""
    size = 0
    while size <= LARGEST and (piece := environ["wsgi.input"].read(PIECE)):
        size += len(piece)
        body.write(piece)
    body.seek(0)
    return size
