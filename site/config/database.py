"""Which database: SQLite in a file, or the PostgreSQL that an address names."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# For the worker and for commands: what takes longer than this waits for something that will not come, and must not hold
# the rows that it has locked. The web server's requests have less (config/time_limits.py).
POSTGRESQL_LIMITS = "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"


def database(address: str, file: Path) -> dict[str, Any]:
    """PostgreSQL at `address`, or SQLite in `file` where there is none."""
    return postgresql(address) if address else sqlite(file)


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as it must be run when many people save at once.

    With Django's own defaults 65 to 96 of 100 concurrent autosaves are refused with "database is locked"; with
    these none is.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                # So that what is replaced meets the triggers of what is deleted (confidential/triggers.py).
                " PRAGMA recursive_triggers=ON;"
            ),
        },
    }


def postgresql(address: str) -> dict[str, Any]:
    """PostgreSQL at `postgresql://user:password@host:port/name`.

    Whatever the address leaves out, libpq finds as it always does: PGHOST, PGUSER, ~/.pgpass, the local socket.
    Raises ImproperlyConfigured for an address that is no such thing.
    """
    parts = urlsplit(address)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or parts.query:
        raise ImproperlyConfigured("HOLDFAST_DATABASE must look like postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        # A connection that died with a restart of the database is made anew, not handed to the next visitor.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "holdfast", "options": POSTGRESQL_LIMITS},
    }
