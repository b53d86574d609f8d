"""What a test wrote, given to a process of its own: one that can be killed."""

import os
from pathlib import Path
from urllib.parse import quote

from django.db import connection


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


def address_of(name: str) -> str:
    """Where the PostgreSQL database `name` is, on the server of this run."""
    at = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items() if isinstance(value, str)}
    secret = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
    port = f":{at['PORT']}" if at["PORT"] else ""
    return f"postgresql://{at['USER']}{secret}@{at['HOST']}{port}/{quote(name)}".replace("//@", "//")
