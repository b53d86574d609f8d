"""The same backup goes into SQLite and into PostgreSQL: a programme that has outgrown one machine moves."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from backups.services import make_backup
from tests.backups.conftest import everything, standing_on
from tests.backups.databases import in_file
from tests.guards.repository import ROOT

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="takes both: bin/test --postgres")


@pytest.fixture
def on_sqlite(tmp_path):
    """`with on_sqlite():` is on a machine that has SQLite, just migrated."""
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "HOLDFAST_VAR": str(tmp_path)}
    for name in ("HOLDFAST_DATABASE", "HOLDFAST_DATABASE_FILE"):
        environment[name] = ""
    migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=os.environ | environment, check=True)
    there = in_file(tmp_path / "holdfast.sqlite3")
    yield lambda: standing_on(there, tmp_path / "on-sqlite")
    there.close()


def test_every_row_and_file_goes_from_postgresql_to_sqlite_and_back(backup, on_sqlite, elsewhere, tmp_path, now):
    before = everything()
    with on_sqlite():
        call_command("restore", str(backup), "--no-erasures", stdout=StringIO())
        assert (connection.vendor, everything()) == ("sqlite", before)
        make_backup(tmp_path / "from-sqlite.tar.gz", now=now)
    with elsewhere():
        call_command("restore", str(tmp_path / "from-sqlite.tar.gz"), "--no-erasures", stdout=StringIO())
        assert (connection.vendor, everything()) == ("postgresql", before)
