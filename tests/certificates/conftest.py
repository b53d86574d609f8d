"""What the tests of certificates share."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections

from tests.certificates import making


@pytest.fixture
def course(cast) -> None:
    making.publish_course()


@pytest.fixture
def certificate(cast):
    """Anna's, issued now by Cora."""
    return making.annas_certificate(cast)


@pytest.fixture(autouse=True)
def nobody_has_checked_a_code() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


Jobs = Callable[..., list[Any]]


@pytest.fixture
def at_once(transactional_db, tmp_path) -> Jobs:
    """`at_once(job, job, ...)` runs each in a thread with a connection of its own; returns results or exceptions.

    SQLite's in-memory database has no lock that a second connection could wait for, so the rows are copied to
    a file, as every installation uses one.
    """
    here = connection.settings_dict["NAME"]

    def run(*jobs: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite":
            copy = tmp_path / "copy.sqlite3"
            if not copy.exists():
                connection.cursor().execute("VACUUM INTO %s", [str(copy)])
            connection.settings_dict["NAME"] = str(copy)
        try:
            return together(jobs)
        finally:
            connection.settings_dict["NAME"] = here

    return run


def together(jobs: tuple[Callable[[], Any], ...]) -> list[Any]:
    results: list[Any] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def work(number: int) -> None:
        try:
            start.wait()
            results[number] = jobs[number]()
        except Exception as failure:  # handed to the test
            results[number] = failure
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
