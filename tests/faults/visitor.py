"""Somebody signed in whose browser presses again until the server has answered."""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

PATIENCE_SECONDS = 120.0
TOKEN = "t" * 32


class NoAnswer(Exception):
    """The connection was refused, cut or silent, or the server said that it was its own fault."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass(frozen=True)
class Visitor:
    """`session` is the cookie; nobody without it."""

    port: int
    session: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: object) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def insist(self, path: str, **fields: object) -> Answer:
        """Post until it is answered. Raises NoAnswer when that takes too long."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self.answered(self.post(path, **fields))
            except (OSError, http.client.HTTPException, NoAnswer) as failure:
                if time.monotonic() > until:
                    raise NoAnswer(path) from failure
                time.sleep(0.1)

    def answered(self, answer: Answer) -> Answer:
        if answer.status >= 500:
            raise NoAnswer(str(answer.status))
        return answer

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers.get("Location", ""), response.read().decode())
        finally:
            connection.close()
