"""Empty databases to restore into: copies of what `migrate` made before any test wrote to it."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.utils import ConnectionHandler

from config.database import sqlite


def copies_in(folder: Path) -> Callable[[], Any]:
    """SQLite: each copy is a file of its own in `folder`."""
    connection.ensure_connection()
    migrated, numbers = connection.connection.serialize(), count()
    connection.close()

    def copy() -> Any:
        path = folder / f"{next(numbers)}.sqlite3"
        path.write_bytes(migrated)
        return in_file(path)

    return copy


def copies_on_the_server() -> Callable[[], Any]:
    """PostgreSQL: a database beside the one of the tests, made anew each time."""
    settings = connections["default"].settings_dict
    template, name = f"{settings['NAME']}_migrated", f"{settings['NAME']}_elsewhere"
    # PostgreSQL copies only what nobody is connected to.
    connection.close()
    make_database(template, settings["NAME"])

    def copy() -> Any:
        make_database(name, template)
        return type(connections["default"])(settings | {"NAME": name}, "default")

    return copy


def in_file(path: Path) -> Any:
    """A connection to SQLite in `path`, as every installation has it."""
    return ConnectionHandler({"default": sqlite(path)})["default"]


def make_database(name: str, template: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
