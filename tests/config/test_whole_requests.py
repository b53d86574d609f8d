"""A request is answered when all of it is there, and in one process one after the other."""

import io
import re
import threading

import pytest

from config import whole_requests
from config.few_threads import OnFewThreads
from config.whole_requests import AT_ONCE, LIGHT, MOST_WAITING, MOST_WAITING_FOR_LIGHT, WholeRequests
from tests.running import GRANIAN, ROOT

WHERE_THE_SERVER_IS_STARTED = [
    "bin/demo",
    "bench/server.py",
    "bench/step_page.py",
    "deploy/Containerfile",
    "deploy/compose.yaml",
    "deploy/holdfast-web.service",
    "tests/running.py",
]


def ask(application, body: bytes = b"", said: int | None = None, method: str = "POST", path: str = "/words/"):
    """Status and body of the answer to `body`, of which the visitor `said` that it has so many bytes."""
    statuses: list[str] = []
    length = str(len(body) if said is None else said)
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": length,
        "wsgi.input": io.BytesIO(body),
    }
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


class Busy:
    """Answers what is light at once, and anything else when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Semaphore(0), threading.Event()

    def __call__(self, environ, start_response):
        if not environ["PATH_INFO"].startswith(LIGHT):
            self.begun.release()
            assert self.may_end.wait(20)
        return echo(environ, start_response)


@pytest.fixture
def busy():
    """The application, and within it one that is busy with what is heavy."""
    inner = Busy()
    application = WholeRequests(inner)
    heavy = threading.Thread(target=ask, args=(application, b"words"))
    heavy.start()
    assert inner.begun.acquire(timeout=20)
    yield application
    inner.may_end.set()
    heavy.join()


@pytest.mark.parametrize("path", ["/healthz", "/static/css/holdfast.css", "/help/", "/verify/", "/verify/WXYZ-2345/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_light_is_answered_beside_what_is_heavy(busy, method, path):
    assert ask(busy, method=method, path=path)[0] == ["200 OK"]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/healthz"), ("GET", "/"), ("GET", "/logs/help/"), ("GET", "/me/")]
)
def test_nothing_else_is(busy, monkeypatch, method, path):
    monkeypatch.setattr(busy.turns, "most_waiting", 0)
    statuses, page = ask(busy, method=method, path=path)
    cannot = {
        "GET": b"<h1>Holdfast cannot show this page at the moment</h1>",
        "POST": b"<h1>Holdfast cannot save at the moment</h1>",
    }
    assert (statuses, cannot[method] in page) == (["503 Service Unavailable"], True)


def test_every_place_that_starts_the_server_gives_it_more_threads_than_wait():
    said = {
        name: re.findall(r"blocking-threads\W+(\d+)", (ROOT / name).read_text()) for name in WHERE_THE_SERVER_IS_STARTED
    }
    threads = GRANIAN[GRANIAN.index("--blocking-threads") + 1]
    assert said == {name: [threads] for name in WHERE_THE_SERVER_IS_STARTED}
    left_to_read = 4
    assert MOST_WAITING + MOST_WAITING_FOR_LIGHT + AT_ONCE + left_to_read <= int(threads)


def test_however_many_ask_one_after_the_other_few_threads_answer():
    answered_on = set()

    def answer(environ, start_response):
        answered_on.add(threading.get_ident())
        return echo(environ, start_response)

    application = WholeRequests(OnFewThreads(answer, AT_ONCE))
    visitors = [threading.Thread(target=ask, args=(application, b"words")) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert 0 < len(answered_on) <= AT_ONCE
    assert answered_on.isdisjoint(visitor.ident for visitor in visitors)


def test_what_fails_on_them_fails_for_whoever_asked():
    with pytest.raises(ZeroDivisionError):
        ask(OnFewThreads(lambda environ, start_response: 1 // 0, AT_ONCE))
