"""The same backup goes into SQLite and into PostgreSQL: a programme that has outgrown one machine moves."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from backups.services import make_backup, restore_backup
from tests.backups.conftest import everything, standing_on
from tests.backups.databases import in_file
from tests.migrated import migrated_file

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="takes both: bin/test --postgres")


@pytest.fixture(scope="session")
def migrated() -> Path:
    """Made before any test has a transaction open, which PostgreSQL would end while it waits so long."""
    return migrated_file()


@pytest.fixture
def on_sqlite(migrated, tmp_path):
    """`with on_sqlite():` is on a machine that has SQLite, just migrated."""
    there = in_file(shutil.copy(migrated, tmp_path / "holdfast.sqlite3"))
    yield lambda: standing_on(there, tmp_path / "on-sqlite")
    there.close()


def test_every_row_and_file_goes_from_postgresql_to_sqlite_and_back(backup, on_sqlite, elsewhere, tmp_path, now):
    before = everything()
    with on_sqlite():
        # Not the command, which also makes the search index: this process has only PostgreSQL's models of it.
        restore_backup(backup, erased=[], tell=lambda line: None)
        assert (connection.vendor, everything()) == ("sqlite", before)
        make_backup(tmp_path / "from-sqlite.tar.gz", now=now)
    with elsewhere():
        call_command("restore", str(tmp_path / "from-sqlite.tar.gz"), "--no-erasures", stdout=StringIO())
        assert (connection.vendor, everything()) == ("postgresql", before)
