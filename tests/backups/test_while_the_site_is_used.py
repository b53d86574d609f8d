"""A backup is of one moment, and nobody waits for it."""

import threading

import pytest
from django.db import connection, connections

from backups import tables
from people.models import Specialty


@pytest.fixture
def meanwhile(elsewhere):
    """`meanwhile(write)` runs `write` on a second connection to that machine's database, as another worker would."""

    def run(write):
        failures = []
        settings, shape = connection.settings_dict, type(connections["default"])

        def work():
            connections["default"] = own = shape(settings, "default")
            try:
                write()
            except Exception as failure:  # told to the test by the main thread
                failures.append(failure)
            finally:
                own.close()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(timeout=30)
        assert failures == []
        assert not thread.is_alive()

    return run


def names() -> list[str]:
    return [name for line in tables.lines_of(Specialty) for name in ("Medicine", "Surgery") if name.encode() in line]


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_wait(elsewhere, meanwhile):
    """The writing ends while the backup is still being read: else `meanwhile` would not come back."""
    with elsewhere():
        Specialty.objects.create(name="Medicine")
        with tables.snapshot():
            assert names() == ["Medicine"]
            meanwhile(lambda: Specialty.objects.create(name="Surgery"))
            assert names() == ["Medicine"]
        assert names() == ["Medicine", "Surgery"]


def test_a_snapshot_writes_nothing(elsewhere):
    with elsewhere():
        with tables.snapshot():
            list(tables.lines_of(Specialty))
        Specialty.objects.create(name="Medicine")
        assert names() == ["Medicine"]
