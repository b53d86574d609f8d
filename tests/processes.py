"""What a test wrote, given to a process of its own: one that can be killed."""

import os
from pathlib import Path

from django.db import connection

from tests.postgres import address_of


def environment_on(folder: Path) -> dict[str, str]:
    """The environment in which a process works on the rows of this test, which must be committed.

    SQLite's in-memory database is copied to a file in `folder` first.
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "HOLDFAST_VAR": str(folder)}
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        (folder / "holdfast.sqlite3").write_bytes(connection.connection.serialize())
        return environment
    return environment | {"HOLDFAST_DATABASE": address_of(connection.settings_dict["NAME"])}
