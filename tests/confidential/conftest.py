"""A log of Anna's to write in, and real connections to one database file for tests of what happens at once."""

import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from confidential.registry import SealedPolicy, sealed_models
from supervision.models import SessionLog
from tests.factories import held_session


@pytest.fixture
def policy(monkeypatch):
    """This app's own rule for logs while it is tested: Sam may read, and a draft may be written."""
    rule = SealedPolicy(
        may_open=lambda viewer, record, now: viewer.first_name == "Sam",
        may_write=lambda writer, record: record.state == "draft",
        editor_url=lambda record: f"/logs/{record.pk}/",
        labels={"went_well": "What went well?", "hard": "What was hard?"},
    )
    monkeypatch.setitem(sealed_models._answers, "supervision.SessionLog", rule)
    return rule


@pytest.fixture
def log(cast, policy):
    session = held_session(cast, cast.alder, cast.anna, cast.ben)
    return SessionLog.objects.create(
        programme=cast.thames, session=session, owner=cast.anna, started_at=cast.now, state_changed_at=cast.now
    )


@pytest.fixture
def in_its_own_connection(tmp_path):
    """`run(*jobs)` runs each job at once, in a thread with a connection of its own to a copy of the database in a file.

    Returns their results in order. The copy is made at the first call, triggers and all.
    """
    path = tmp_path / "at-once.sqlite3"

    def run(*jobs):
        if not path.exists():
            copy_to(path)
        results, failures, together = [None] * len(jobs), [], threading.Barrier(len(jobs), timeout=20)
        shape, settings = type(connections["default"]), connection.settings_dict | {"NAME": str(path)}

        def work(index, job):
            connections["default"] = own = shape(settings, "default")
            try:
                together.wait()
                results[index] = job()
            except Exception as failure:  # told to the test by the main thread
                failures.append(failure)
            finally:
                own.close()

        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return results

    return run


def copy_to(path: Path) -> None:
    """Not by SQLite's backup, which waits for the open transaction of this very test to end."""
    connection.ensure_connection()
    path.write_bytes(connection.connection.serialize())
