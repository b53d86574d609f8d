"""Asks the screens of one route in one programme, again and again, and takes the time (bench/growth.py)."""

import argparse
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.growth import SECONDS, WEEK, Measured
from bench.programmes import LARGE, SMALL, TWENTY, build, the_cast
from tests.screens import client_of, screens_of, shown_routes
from tests.undone import afterwards_as_before

SIZES = {size.name: size for size in (SMALL, TWENTY, LARGE)}


def routes() -> list[str]:
    return list(shown_routes())


def prepare(size: str, folder: Path) -> None:
    """Build the programme, unless one of this week is there. It moves with the calendar: leave ends, sessions come."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "built"
    if not done.exists() or time.time() - done.stat().st_mtime > WEEK:
        done.unlink(missing_ok=True)
        began = time.monotonic()
        migrate_anew(folder)
        build(SIZES[size])
        done.touch()
        print(f"Built the {size} programme in {time.monotonic() - began:.0f} s.", file=sys.stderr)
    else:
        call_command("migrate", verbosity=0)


def migrate_anew(folder: Path) -> None:
    """Empty tables. Migrating takes longer than all else of the small one: SQLite's file is kept for the next size."""
    if connection.vendor == "sqlite":
        file, kept = Path(connection.settings_dict["NAME"]), folder.parent / f"empty-{folder.name.partition('-')[2]}"
        for old in folder.glob(f"{file.name}*"):
            old.unlink()
        if kept.exists():
            shutil.copy(kept, file)
        call_command("migrate", verbosity=0)
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(file, kept)
        return
    make_anew(connection.settings_dict)
    call_command("migrate", verbosity=0)


def make_anew(settings: dict[str, Any]) -> None:
    """An empty PostgreSQL database of that name."""
    import psycopg  # noqa: PLC0415 -- not there where SQLite is enough

    keys = {"user": settings["USER"], "password": settings["PASSWORD"], "host": settings["HOST"]}
    given = {key: value for key, value in {**keys, "port": settings["PORT"]}.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        name = psycopg.sql.Identifier(settings["NAME"])
        server.execute(psycopg.sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(name))


def ask(route: str, options: argparse.Namespace) -> Iterator[Measured]:
    cast = the_cast(timezone.now())
    with afterwards_as_before():
        for screen in screens_of(route, shown_routes()[route], cast):
            yield measure(client_of(screen.relation, cast), screen.relation, screen.url, options)


def measure(client: Client, relation: str, url: str, options: argparse.Namespace) -> Measured:
    with CaptureQueriesContext(connection) as asked:
        response, failed, first = timed(client, url)
        # The next request forgets them.
        queries = len(asked)
    if options.queries:
        show(asked, f"{relation} at {url}: {first * 1000:.0f} ms")
    if response is None:
        return Measured(relation, [], 0, is_page=True, queries=queries, failed=failed)
    times = [timed(client, url)[2] * 1000 for _ in range(options.rounds if first < 1 else 1)]
    is_page = response["Content-Type"].startswith("text/html")
    return Measured(relation, times, response.weight, is_page, queries)


def timed(client: Client, url: str) -> tuple[Any, str, float]:
    """The answer, why there is none, and how many seconds it took of this process (on PostgreSQL: of the clock)."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    try:
        with no_longer_than(SECONDS), afterwards_as_before():
            response = client.get(url)
            # A file is read to its end, and can be read once.
            response.weight = len(response.getvalue())  # type: ignore[attr-defined]
    except DatabaseError as late:
        return None, f"no answer in {SECONDS:.0f} s ({type(late).__name__})", clock() - began
    if response.status_code not in (200, 204, 302, 303, 400):
        return None, f"answered {response.status_code}", clock() - began
    return response, "", clock() - began


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Ends a statement of SQLite's; PostgreSQL's own limit is longer and ends it too."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    timer = threading.Timer(seconds, connection.connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def show(asked: CaptureQueriesContext, title: str) -> None:
    slow = sorted(asked.captured_queries, key=lambda query: -float(query["time"]))[:3]
    print(title, *(f"  {query['time']} s  {query['sql'][:4000]}" for query in slow), sep="\n", file=sys.stderr)
