"""What every test may ask for."""

from collections.abc import Callable
from datetime import datetime

import pytest
from confidential import triggers
from django.test import Client
from django.utils import timezone

from tests.people import Cast, make_cast


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    return make_cast(now)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """`sign_in(person)` is a client signed in as that person."""

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def append_only_tables_let_a_flush_through(request: pytest.FixtureRequest):
    """A transactional test ends with a flush, which the triggers would refuse; migrate's signal puts them back."""
    yield
    if "transactional_db" in request.fixturenames:
        triggers.remove()
