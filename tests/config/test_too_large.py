"""A file that is larger than the site takes gets a sentence, and what else was filled in; it is never kept."""

import io
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from config import whole_requests
from config.whole_requests import MEGABYTE, WholeRequests
from people.models import User

EDGE = "edge"


class Endless(io.RawIOBase):
    """A form with a file of `size` bytes, made as it is read; `read_so_far` counts."""

    def __init__(self, fields: dict[str, str], name: str, size: int) -> None:
        head = "".join(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        head += f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="big.pdf"\r\n\r\n'
        self.parts = [io.BytesIO(head.encode()), None, io.BytesIO(f"\r\n--{EDGE}--\r\n".encode())]
        self.left, self.read_so_far = size, 0
        self.length = len(head.encode()) + size + len(f"\r\n--{EDGE}--\r\n")

    def read(self, size: int = -1) -> bytes:
        piece = self.parts[0].read(size)
        if not piece and self.left:
            piece = b"x" * min(size, self.left)
            self.left -= len(piece)
        piece = piece or self.parts[2].read(size)
        self.read_so_far += len(piece)
        return piece


@pytest.fixture
def editor(cast):
    return signed_in(cast.eddie)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/me/data/")
    return client


def send(client: Client, path: str, body, content_type=f"multipart/form-data; boundary={EDGE}", announced=True):
    """Through the server's door, as a browser sends it: with the cookies, and the token against forgery."""
    said = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": content_type,
        "HTTP_COOKIE": client.cookies.output(header="", sep=";").strip(),
        **({"CONTENT_LENGTH": str(body.length)} if announced else {}),
    }
    application = WholeRequests(get_wsgi_application())
    # As the test client does: a request would close the connection in which the test's rows are.
    request_started.disconnect(close_old_connections)
    try:
        answer = b"".join(application(environ, lambda status, headers: said.append((status, dict(headers)))))
    finally:
        request_started.connect(close_old_connections)
    return (*said[0], answer.decode())


def token_of(client: Client) -> str:
    return client.cookies[settings.CSRF_COOKIE_NAME].value


@pytest.mark.parametrize("megabytes", [65, 100])
def test_the_answer_is_a_sentence_and_what_else_was_filled_in(cast, editor, megabytes):
    fields = {"csrfmiddlewaretoken": token_of(editor), "title": "What to do when somebody leaves", "kind": "pdf"}
    body = Endless(fields, "file", megabytes * MEGABYTE)
    status, headers, page = send(editor, "/admin/", body)
    assert (status[:3], body.read_so_far) == ("413", body.length)
    html = BeautifulSoup(page, "html.parser")
    assert html.h1.get_text() == "That file is too large"
    assert [box.get_text().strip() for box in html.main("textarea")] == ["What to do when somebody leaves"]
    assert html.main.find("a", class_="nhsuk-button")["href"] == "/admin/"
    assert "Content-Security-Policy" in headers


def test_nothing_of_a_forged_form_is_shown(cast, editor):
    _status, _headers, page = send(editor, "/admin/", Endless({"title": "Words from elsewhere"}, "file", 65 * MEGABYTE))
    assert "Words from elsewhere" not in page


def test_what_is_announced_beyond_all_measure_is_not_read_at_all(cast, editor):
    body = Endless({}, "file", 5000 * MEGABYTE)
    status, _headers, page = send(editor, "/admin/", body)
    assert (status[:3], body.read_so_far) == ("413", 0)
    assert "That is too large to send" in page


def test_what_is_no_form_with_a_file_is_refused_in_words(cast, editor, monkeypatch):
    monkeypatch.setattr(whole_requests, "LARGEST", 10)
    body = Endless({"title": "x"}, "file", 100)
    status, _headers, page = send(editor, "/me/data/download/", body, "application/octet-stream")
    assert (status[:3], "That is too large to send" in page) == ("413", True)


def test_a_header_cannot_claim_it(cast):
    """Only the server's own door says that files were thrown away."""
    client = signed_in(cast.anna)
    answer = client.post("/me/data/download/", headers={"Holdfast.Too-Large": "1"})
    assert (answer.status_code, urlsplit(answer.request["PATH_INFO"]).path) == (200, "/me/data/download/")


# In pieces, without a word about how much will come -------------------------------------------------------------------


@pytest.mark.parametrize("megabytes", [65, 101])
def test_what_comes_in_pieces_gets_the_same_page(cast, editor, megabytes):
    fields = {"csrfmiddlewaretoken": token_of(editor), "title": "What to do when somebody leaves"}
    body = Endless(fields, "file", megabytes * MEGABYTE)
    status, _headers, page = send(editor, "/admin/", body, announced=False)
    html = BeautifulSoup(page, "html.parser")
    # All of it was read, or a browser would not look at the answer.
    assert (status[:3], html.h1.get_text(), body.left) == ("413", "That file is too large", 0)
    assert [box.get_text().strip() for box in html.main("textarea")] == ["What to do when somebody leaves"]


def test_pieces_without_an_end_are_read_up_to_a_measure(cast, editor, monkeypatch):
    monkeypatch.setattr(whole_requests, "LARGEST", 2 * MEGABYTE)
    monkeypatch.setattr(whole_requests, "MOST_THROWN_AWAY", 8 * MEGABYTE)
    body = Endless({"csrfmiddlewaretoken": token_of(editor), "title": "x"}, "file", 5000 * MEGABYTE)
    status, _headers, page = send(editor, "/admin/", body, announced=False)
    assert (status[:3], body.read_so_far <= 9 * MEGABYTE) == ("413", True)
    assert "too large" in page


def test_a_small_form_in_pieces_is_taken_like_any_other(cast, editor):
    fields = {"csrfmiddlewaretoken": token_of(editor)}
    status, headers, _page = send(editor, "/me/data/download/", Endless(fields, "file", 10), announced=False)
    assert (status[:3], headers["Content-Type"]) == ("200", "application/json")
