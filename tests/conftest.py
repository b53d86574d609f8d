"""What every test may ask for."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from confidential import triggers
from tests import postgres
from tests.at_once import run_at_once
from tests.courses.world import World, make_world
from tests.machines import register_profiles, run_with_profile
from tests.midnight import begin_on_the_day_on_which_it_ends
from tests.migrated import migrated_file, migrated_template
from tests.people import Cast, make_cast
from tests.running import Site, running_demo
from tests.undone import shared_by_several_tests

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
    "tests/guards/test_templates.py",
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
    "tests/courses/test_loading_content.py",
    "tests/courses/test_whom_to_ring.py",
    "tests/courses/handouts/test_broken_pdfs.py",
    "tests/courses/media/test_broken_recordings.py",
    "tests/courses/media/test_captions.py",
    "tests/courses/media/test_what_a_recording_may_hold.py",
    "tests/courses/handouts/test_what_a_pdf_may_hold.py",
    "tests/courses/handouts/test_what_a_word_document_may_hold.py",
    "tests/courses/handouts/test_no_other_way.py",
    "tests/courses/handouts/test_drawing.py",
    # The browser tests on PostgreSQL begin with the whole story, told there.
    "tests/demo/",
    "tests/pages/test_starting_a_programme.py",
    # Who may open what is asked of both by the access table; these walk every route again for one more reason.
    "tests/test_editors_admin.py",
    "tests/test_former_authors.py",
    "tests/test_half_past_midnight.py",
    "tests/second_factor/test_the_whole_site.py",
    "tests/standing/test_telling_apart.py",
    "tests/supervision/concerns/test_whom_it_is_about.py",
    # How many queries a page asks, how much it weighs, how it is drawn: Django asks the same of both.
    "tests/test_weight_of_pages.py",
    "tests/courses/confidence/test_own_answers.py",
    "tests/courses/handouts/test_in_the_admin.py",
    "tests/courses/media/test_in_the_admin.py",
    "tests/courses/practice/test_constant_queries.py",
    "tests/courses/test_blocks.py",
    "tests/courses/test_consequences.py",
    "tests/courses/test_consequences_at_every_door.py",
    "tests/courses/test_constant_queries.py",
    "tests/courses/test_moments_of_the_case_bank.py",
    "tests/courses/test_one_press.py",
    "tests/courses/test_reviews.py",
    "tests/pages/test_fixed_pages.py",
    "tests/supervision/desk/test_query_counts.py",
    "tests/supervision/test_query_counts.py",
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


def pytest_collection_finish() -> None:
    """All tests are known now, and stay until the end: Python need not look for garbage among them each time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    begin_on_the_day_on_which_it_ends()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The tests' own database begins migrated, so that `migrate` finds nothing to do. A named file is the asker's."""
    test = connection.settings_dict["TEST"]
    if postgres.IN_USE:
        test["TEMPLATE"] = migrated_template()
        yield
    elif test["NAME"]:
        yield
    else:
        # The name that Django gives it. It lasts as long as somebody is connected, which Django is from now on.
        memory = sqlite3.connect(f"file:memorydb_{connection.alias}?mode=memory&cache=shared", uri=True)
        with closing(memory), closing(sqlite3.connect(migrated_file())) as migrated:
            migrated.backup(memory)
            yield


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, prepared once for every browser. Each test starts from there: `site` puts it back."""
    with running_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def one_instant(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock stands, so that all that is counted is in the same minute, or the same ten."""
    monkeypatch.setattr("config.middleware.timezone.now", lambda: now)
    return now


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


def ends_with_a_flush(test: pytest.Item) -> bool:
    marker = test.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(test, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


def begins_with_the_course(test: pytest.Item) -> bool:
    """Or needs no database. What shares the course's transaction would see it, and could not end with a flush."""
    fixtures = set(getattr(test, "fixturenames", ()))
    return not ends_with_a_flush(test) and ("shared_course" in fixtures or not fixtures & {"db", "cast"})


@pytest.fixture(scope="module")
def shared_course(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World | None]:
    """The small course of tests/courses/world.py, made once for a file all of whose tests begin with it; else None."""
    if not all(begins_with_the_course(test) for test in request.session.items if test.path == request.path):
        yield None
        return
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(shared_by_several_tests())
        world, shared = make_world(), stack.pop_all()
    yield world
    with django_db_blocker.unblock():
        shared.close()


@pytest.fixture(autouse=True)
def append_only_tables_let_a_flush_through(request: pytest.FixtureRequest):
    """A transactional test ends with a flush, which the triggers would refuse. They stand while such a test runs."""
    if not ends_with_a_flush(request.node):
        yield
        return
    # Set up after the database, so that this ends before the database's own clearing.
    request.getfixturevalue("_django_db_helper")
    triggers.install()
    yield
    triggers.remove()
