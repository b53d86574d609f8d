"""What the database knows of its own tables, by which it chooses how to look for something.

Without it a question that takes a millisecond can take minutes in a large programme: SQLite gathers nothing by
itself, and PostgreSQL only after a while.
"""

from datetime import datetime, timedelta
from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.db import connections

from foundation.migrating import is_last

EVERY = timedelta(hours=6)
# In a smaller database every way to look is quick.
MANY_PEOPLE = 500


def gather(using: str = "default") -> None:
    """Of all tables. Seconds in a database of a gigabyte; after whatever filled or changed many rows at once."""
    with connections[using].cursor() as cursor:
        cursor.execute("ANALYZE")


def keep(_now: datetime) -> None:
    """The worker's chore: SQLite looks by itself which tables have changed much. PostgreSQL has autovacuum for it."""
    connection = connections["default"]
    if absent():
        gather()
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("PRAGMA optimize")


def after_migrate(sender: AppConfig, using: str, plan: Any = None, **_kwargs: Any) -> None:
    """Not after a flush, which names no plan and leaves nothing to know."""
    if plan is not None and is_last(sender, _people(), using):
        gather(using)


def _people() -> str:
    return get_user_model()._meta.db_table


def absent() -> str:
    """What to do where there are none; nothing where all is well. A small database needs none."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        many = get_user_model().objects.order_by()[MANY_PEOPLE : MANY_PEOPLE + 1].exists()
        if not many or _are_there(connection, cursor):
            return ""
    return "The database has no statistics of its tables, so pages are slow. Run `holdfast statistics`."


def _are_there(connection: Any, cursor: Any) -> bool:
    if connection.vendor != "sqlite":
        cursor.execute(
            "SELECT 1 FROM pg_stat_user_tables WHERE relname = %s"
            " AND (last_analyze IS NOT NULL OR last_autoanalyze IS NOT NULL)",
            [_people()],
        )
        return cursor.fetchone() is not None
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return False
    cursor.execute("SELECT 1 FROM sqlite_stat1 WHERE tbl = %s", [_people()])
    return cursor.fetchone() is not None
