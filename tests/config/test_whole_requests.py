"""A request is answered when all of it is there, and in one process one after the other."""

import io
import threading

from config import whole_requests
from config.whole_requests import WholeRequests


def ask(application, body: bytes = b"", said: int | None = None, method: str = "POST"):
    """Status and body of the answer to `body`, of which the visitor `said` that it has so many bytes."""
    statuses: list[str] = []
    length = str(len(body) if said is None else said)
    environ = {"REQUEST_METHOD": method, "CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(body)}
    answer = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return statuses, answer


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def test_the_application_reads_what_was_sent():
    assert ask(WholeRequests(echo), b"words" * 1000) == (["200 OK"], b"words" * 1000)


def test_what_broke_off_never_reaches_the_application():
    assert ask(WholeRequests(echo), b"half", said=5000) == (["400 Bad Request"], b"")


def test_what_is_too_large_is_not_kept(monkeypatch):
    monkeypatch.setattr(whole_requests, "LARGEST", 10)
    assert ask(WholeRequests(echo), b"x" * 10)[0] == ["200 OK"]
    statuses, page = ask(WholeRequests(echo), b"x" * 11)
    assert (statuses, b"That is too large to send" in page) == (["413 Content Too Large"], True)


def test_two_are_answered_one_after_the_other():
    inside, most, together = [], [], threading.Barrier(4, timeout=20)

    def slow(environ, start_response):
        inside.append(environ)
        most.append(len(inside))
        threading.Event().wait(0.02)
        inside.pop()
        return echo(environ, start_response)

    application = WholeRequests(slow)

    def visit():
        together.wait()
        ask(application, b"words")

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert most == [1, 1, 1, 1]
