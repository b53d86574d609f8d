"""One variable chooses the database; what it leaves out is found as PostgreSQL's own programs find it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.database import database

FILE = Path("/somewhere/holdfast.sqlite3")


def found(address: str) -> tuple[str, ...]:
    settings = database(address, FILE)
    return tuple(settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"))


def test_without_an_address_it_is_sqlite_in_its_file():
    settings = database("", FILE)
    assert (settings["ENGINE"], settings["NAME"]) == ("django.db.backends.sqlite3", FILE)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("postgresql://ada:p%40ss@db.example.org:5433/holdfast", ("holdfast", "ada", "p@ss", "db.example.org", "5433")),
        ("postgresql://%2Frun%2Fpostgresql/holdfast", ("holdfast", "", "", "/run/postgresql", "")),
        ("postgres:///holdfast", ("holdfast", "", "", "", "")),
    ],
)
def test_an_address_is_taken_apart(address, parts):
    assert found(address) == parts


@pytest.mark.parametrize("address", ["holdfast", "mysql://h/holdfast", "postgresql://h", "postgresql://h/x?sslmode=no"])
def test_what_is_no_such_address_is_refused_by_name(address):
    with pytest.raises(ImproperlyConfigured, match="HOLDFAST_DATABASE"):
        database(address, FILE)


def test_a_connection_that_died_is_noticed_and_nothing_waits_for_ever(db):
    """As the connection of these tests has it: a limit that the database does not know is no limit."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (20_000,)
        return
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
    limits = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(limits)])
        assert dict(cursor.fetchall()) == dict(zip(limits, ("10000", "30000", "60000"), strict=True))
