"""Where a running site keeps its rows in a test: looked into from outside, and put back as they were."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg

from tests import postgres
from tests.migrated import migrated_file, migrated_template


class Store(Protocol):
    """`environment` is what the site's processes need to find it."""

    environment: dict[str, str]

    def keep(self) -> None:
        """This is the moment to come back to. Nothing runs meanwhile."""

    def begin_migrated(self) -> None:
        """As `migrate` makes an empty one."""

    def begin_as(self, other: "Store") -> None:
        """With what `other` has kept, and that is the moment to come back to."""

    def restore(self) -> None:
        """Back to that moment, while the site runs."""

    def connected(self) -> Any:
        """A context with a connection whose writes are committed at its end. Values stand where `?` does."""

    def discard(self) -> None: ...


def store_in(folder: Path) -> Store:
    """On the kind of database that this run is on."""
    return PostgreSQLStore() if postgres.IN_USE else SQLiteStore(folder)


class SQLiteStore:
    """One file, put back by SQLite's own backup within milliseconds."""

    def __init__(self, folder: Path) -> None:
        self.live, self.seeded = folder / "holdfast.sqlite3", folder / "seeded.sqlite3"
        self.environment = {"HOLDFAST_DATABASE": ""}

    def keep(self) -> None:
        with closing(sqlite3.connect(self.live)) as database:
            # Everything into the one file that is copied.
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.live, self.seeded)

    def begin_migrated(self) -> None:
        shutil.copy(migrated_file(), self.live)

    def begin_as(self, other: Store) -> None:
        assert isinstance(other, SQLiteStore)
        for mine in (self.live, self.seeded):
            shutil.copy(other.seeded, mine)

    def restore(self) -> None:
        with closing(sqlite3.connect(self.seeded)) as seeded, closing(sqlite3.connect(self.live, timeout=30)) as live:
            seeded.backup(live)

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.live, timeout=30)) as live, live:
            yield live

    def discard(self) -> None:
        """It goes with its folder."""


class Reworded:
    """A connection that takes SQLite's `?` for a value."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Any = ()) -> psycopg.Cursor:
        return self.connection.execute(statement.replace("?", "%s"), values)


class PostgreSQLStore:
    """A database of its own, put back from a template. The site's connections are cut, and must be made anew."""

    def __init__(self) -> None:
        self.live = f"running_{uuid4().hex[:12]}"
        self.seeded = f"{self.live}_seeded"
        self.environment = {"HOLDFAST_DATABASE": postgres.address_of(self.live)}

    def keep(self) -> None:
        postgres.make_database(self.seeded, like=self.live)

    def begin_migrated(self) -> None:
        postgres.make_database(self.live, like=migrated_template())

    def begin_as(self, other: Store) -> None:
        assert isinstance(other, PostgreSQLStore)
        for mine in (self.live, self.seeded):
            postgres.make_database(mine, like=other.seeded)

    def restore(self) -> None:
        postgres.make_database(self.live, like=self.seeded)

    @contextmanager
    def connected(self) -> Iterator[Reworded]:
        with psycopg.connect(postgres.address_of(self.live)) as live:
            yield Reworded(live)

    def discard(self) -> None:
        for name in (self.live, self.seeded):
            postgres.drop_database(name)
