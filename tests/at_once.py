"""Several people press at the same instant: each in a thread with a connection of its own, on either database."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

from foundation.refusals import Refusal

Job = Callable[[], Any]
LONGEST = 60


def run_at_once(*jobs: Job, folder: Path) -> list[Any]:
    """What each job returned, in order. A Refusal is an answer; any other failure is raised here."""
    with reachable_for_threads(folder):
        results = together(jobs)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Refusal):
            raise result
    return results


def together(jobs: tuple[Job, ...]) -> list[Any]:
    results: list[Any] = [TimeoutError("a job did not end")] * len(jobs)
    start = threading.Barrier(len(jobs), timeout=LONGEST)

    def work(number: int) -> None:
        try:
            start.wait()
            results[number] = jobs[number]()
        except Exception as failure:  # handed to whoever asked
            results[number] = failure
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=LONGEST)
    return results


@contextmanager
def reachable_for_threads(folder: Path) -> Iterator[None]:
    """SQLite's in-memory database has no lock that a second connection could wait for: work on a copy in a file.

    Every installation uses a file. What happened there is copied back, so that the test sees it.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    here, file = connection.settings_dict["NAME"], folder / "at-once.sqlite3"
    file.unlink(missing_ok=True)
    connection.cursor().execute("VACUUM INTO %s", [str(file)])
    # Two connections that both turn the journal round do not wait for each other, whatever their patience.
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = here
        with closing(sqlite3.connect(file)) as copy:
            copy.backup(connection.connection)
