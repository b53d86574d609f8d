"""A form that cannot be read is answered in words, with every header, and nothing of it is read."""

import pytest
from django.test import Client

from tests.people import PASSWORD

FORM = "application/x-www-form-urlencoded"
WORDS = "The silence after Ben spoke."


@pytest.fixture
def client(cast):
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")
    token = client.cookies["csrftoken"].value
    client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD, "csrfmiddlewaretoken": token})
    return client


def sent(client, path, charset, more=b""):
    token = client.cookies["csrftoken"].value
    body = f"csrfmiddlewaretoken={token}&part-words={WORDS}".encode() + more
    return client.post(path, data=body, content_type=f"{FORM}; charset={charset}")


@pytest.mark.parametrize("charset", ["latin-1", "iso-8859-15", "utf-16", "koi8-r", "ascii"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/me/data/download/", "/nowhere/", "/logs/"])
def test_a_form_in_another_charset_is_400_with_every_header(client, path, charset):
    answer = sent(client, path, charset)
    assert (answer.status_code, WORDS in answer.content.decode()) == (400, False)
    assert "We could not read that" in answer.content.decode()
    wanted = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Content-Type"}
    assert wanted - set(answer.headers) == set()


def test_more_than_a_form_may_hold_is_413_in_words(client):
    answer = sent(client, "/me/data/download/", "utf-8", b"&more=" + b"x" * 3_000_000)
    assert (answer.status_code, WORDS in answer.content.decode()) == (413, False)
    assert "That is too large to send" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "413", "500", "503"])
def test_pages_that_read_nothing_promise_nothing_about_what_was_typed(name):
    from django.template import loader

    page = loader.get_template(f"{name}.html").render().lower()
    assert [said for said in ("nothing is lost", "still on the page", "nothing that was") if said in page] == []
    assert "a long text that saves itself comes back" in page
