"""Databases beside the tests' own, on the PostgreSQL of this run: made from a template within a moment."""

import os

import psycopg
from psycopg import sql

IN_USE = bool(os.environ.get("HOLDFAST_DATABASE"))


def address_of(name: str) -> str:
    """What HOLDFAST_DATABASE must say for the database `name`."""
    return f"{os.environ['HOLDFAST_DATABASE'].rpartition('/')[0]}/{name}"


def make_database(name: str, *, like: str | None = None) -> None:
    """An empty database, or one `like` another, in place of any that stands. Whoever is connected to it is cut off."""
    drop_database(name)
    template = sql.SQL(" TEMPLATE {}").format(sql.Identifier(like)) if like else sql.SQL("")
    run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + template)


def drop_database(name: str) -> None:
    run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def rename_database(name: str, to: str) -> None:
    run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))


def exists(name: str) -> bool:
    with psycopg.connect(address_of("postgres")) as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def run(statement: sql.Composable) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(statement)
