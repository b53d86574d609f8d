"""A fault that passes by itself says so: 503, a page without a database, and when to come again."""

import errno

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client

from config import views


@pytest.mark.parametrize(
    ("failure", "status", "heading"),
    [
        (OperationalError("database or disk is full"), 503, "Holdfast cannot show this page at the moment"),
        (InterfaceError("connection already closed"), 503, "Holdfast cannot show this page at the moment"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "Holdfast cannot show this page at the moment"),
        (OSError(errno.EACCES, "Permission denied"), 500, "Something broke, and it is our fault"),
        (IntegrityError("a rule of the table"), 500, "Something broke, and it is our fault"),
        (ZeroDivisionError(), 500, "Something broke, and it is our fault"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_visitor_is_told(db, monkeypatch, failure, status, heading):
    def fail(name):
        raise failure

    monkeypatch.setattr(views, "reverse", fail)
    answer = Client(raise_request_exception=False).get("/admin/login/")
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)
