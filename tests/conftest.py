"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from confidential import triggers
from tests import postgres
from tests.at_once import run_at_once
from tests.machines import register_profiles, run_with_profile
from tests.people import Cast, make_cast
from tests.running import Site, running_demo

register_profiles()


# What the database has no part in runs on SQLite alone. So does a single test that carries the mark `once` itself.
ONCE = (
    "tests/deploy/",
    "tests/foundation/",
    "tests/scripts/",
    "tests/theme/",
    "tests/other_browsers/",
    "tests/guards/test_days.py",
    "tests/guards/test_repository.py",
    "tests/guards/test_settings.py",
    "tests/guards/test_patterns_are_linear.py",
    "tests/certificates/test_conformance.py",
    "tests/certificates/test_names_of_the_world.py",
    "tests/certificates/test_paper.py",
    "tests/confidential/test_identifiers.py",
    "tests/confidential/test_spellings.py",
    "tests/confidential/test_words_script.py",
    "tests/config/test_environment.py",
    "tests/config/test_logs.py",
    "tests/courses/test_content_standards.py",
    "tests/courses/handouts/test_what_a_pdf_may_hold.py",
    "tests/courses/handouts/test_what_a_word_document_may_hold.py",
    "tests/courses/handouts/test_no_other_way.py",
    "tests/courses/handouts/test_drawing.py",
    # The browser tests on PostgreSQL begin with the whole story, told there.
    "tests/demo/",
    # Who may open what is asked of both by the access table; these walk every route again for one more reason.
    "tests/test_editors_admin.py",
    "tests/test_former_authors.py",
    "tests/test_half_past_midnight.py",
    "tests/second_factor/test_the_whole_site.py",
    "tests/standing/test_telling_apart.py",
    "tests/supervision/concerns/test_whom_it_is_about.py",
)
# Of the browser tests, those that save, sign in and walk all the way round are tried on both.
BROWSER = "tests/browser/"
ON_BOTH = tuple(f"{BROWSER}test_{name}.py" for name in ("first_day", "journey", "second_factor", "words"))


def runs_once(nodeid: str) -> bool:
    return nodeid.startswith(ONCE) or (nodeid.startswith(BROWSER) and not nodeid.startswith(ON_BOTH))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `once` marks on PostgreSQL, unless HOLDFAST_ONCE=again asks for all."""
    for item in items:
        if runs_once(item.nodeid):
            item.add_marker("once")
    if not postgres.IN_USE or os.environ.get("HOLDFAST_ONCE") == "again":
        return
    left_out = [item for item in items if item.get_closest_marker("once")]
    items[:] = [item for item in items if not item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, prepared once for every browser. Each test starts from there: `site` puts it back."""
    with running_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


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


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Callable[..., list[Any]]:
    """`at_once(job, job, ...)` runs them at the same instant and returns what each returned, or the Refusal."""
    return partial(run_at_once, folder=tmp_path)


@pytest.fixture
def run_machine() -> Callable[..., None]:
    """`run_machine(Machine, cast=cast)` runs it as long as HOLDFAST_HYPOTHESIS says, "short" or "long"."""
    return partial(run_with_profile, profile=os.environ.get("HOLDFAST_HYPOTHESIS", "short"))


@pytest.fixture(autouse=True)
def mail_leaves_by_the_outbox(settings: Any) -> None:
    """Django's test runner names a backend of its own. With ours, `mail.outbox` holds what the worker has sent."""
    settings.EMAIL_BACKEND = "delivery.letters.OutboxBackend"


@pytest.fixture(autouse=True)
def append_only_tables_let_a_flush_through(request: pytest.FixtureRequest):
    """A transactional test ends with a flush, which the triggers would refuse. They stand while such a test runs."""
    marker = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not asked and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    # Set up after the database, so that this ends before the database's own clearing.
    request.getfixturevalue("_django_db_helper")
    triggers.install()
    yield
    triggers.remove()
