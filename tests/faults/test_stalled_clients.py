"""Two visitors who send half a request and fall silent keep nobody else from an answer.

The server is the demo's: two workers, each of which answers one request at a time.
"""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.faults.visitor import TOKEN

HALF_A_HEADER = b"GET /help/ HTTP/1.1\r\nHost: localhost\r\nX-Never-"
HALF_A_BODY = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    + f"Cookie: csrftoken={TOKEN}\r\nContent-Length: 5000\r\n\r\nlogin=somebody".encode()
)
NOTHING = b""
STALLED = 4


@contextmanager
def stalled(port: int, sent: bytes) -> Iterator[None]:
    with ExitStack() as lines:
        for _ in range(STALLED):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(sent)
        yield


@pytest.mark.parametrize("sent", [NOTHING, HALF_A_HEADER, HALF_A_BODY], ids=["nothing", "header", "body"])
def test_the_site_answers_everybody_else(crowd, sent):
    site = crowd.site
    site.start("server")
    with stalled(site.port, sent):
        answers = [crowd.visitor().get("/help/").status for _ in range(8)]
    assert answers == [200] * 8
