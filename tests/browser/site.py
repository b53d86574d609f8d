"""The demo, running for the tests: the real server and the real worker over a database in a throw-away folder.

Every test starts from the same moment: the seeded database, put back in place by SQLite's own backup. No test
ends with a flush, which would wipe what migrations and start-up made.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 180.0
KEYS = "demo:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


@dataclass
class DemoSite:
    """`address` is where it answers; `folder` holds its database, private files and mail."""

    folder: Path
    address: str
    environment: dict[str, str] = field(default_factory=dict)

    def manage(self, *command: str) -> str:
        """What manage.py prints, run beside the server."""
        return subprocess.run(
            [sys.executable, "manage.py", *command], env=self.environment, cwd=ROOT, check=True, text=True,
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
        ).stdout

    def mail_to(self, address: str) -> str:
        """The newest mail to `address`; waits for the worker."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            sent = sorted(self.folder.glob("mail/*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
            for text in (file.read_text() for file in sent):
                if f"To: {address}\n" in text:
                    return text
            time.sleep(0.2)
        raise TimeoutError(f"no mail to {address} within {STARTS_WITHIN} seconds")

    def restore(self) -> None:
        """Back to the moment after the seed."""
        with (
            closing(sqlite3.connect(self.folder / "seeded.sqlite3")) as seeded,
            closing(sqlite3.connect(self.folder / "holdfast.sqlite3", timeout=30)) as live,
        ):
            seeded.backup(live)
        shutil.rmtree(self.folder / "mail", ignore_errors=True)

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What the database holds: for what no page shows."""
        with closing(sqlite3.connect(self.folder / "holdfast.sqlite3", timeout=30)) as live:
            return live.execute(query, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """For what no page does: time that passes, a session that ends."""
        with closing(sqlite3.connect(self.folder / "holdfast.sqlite3", timeout=30)) as live, live:
            live.execute(statement, values)


# The demo's people, and their certificates' files, so that no test waits for another's.
THE_STORY = (["seed_demo"], ["deliver", "--once"])


@contextmanager
def running_demo(
    folder: Path, settings: str = "config.settings.demo", *, told: Sequence[list[str]] = THE_STORY
) -> Iterator[DemoSite]:
    """The site over the database that the commands `told` have filled: none, and it is as after `migrate`."""
    port = free_port()
    site = DemoSite(folder, f"http://localhost:{port}")
    environment = site.environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "HOLDFAST_VAR": str(folder),
        "HOLDFAST_BASE_URL": site.address,
        "HOLDFAST_SECRET_KEY": "for the browser tests alone",
        "HOLDFAST_SEALING_KEYS": KEYS,
    }
    prepare(environment, told)
    shutil.copy(folder / "holdfast.sqlite3", folder / "seeded.sqlite3")
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--workers", "2"]
    server = [*granian, "--blocking-threads", "1", "--no-ws", "--port", str(port), "config.wsgi:application"]
    worker = [sys.executable, "manage.py", "deliver"]
    with (folder / "log").open("wb") as log:
        parts = [
            subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
            for command in (server, worker)
        ]
        try:
            wait_for(site.address)
            yield site
        finally:
            for part in parts:
                os.killpg(part.pid, signal.SIGTERM)
            for part in parts:
                part.wait(timeout=20)


def prepare(environment: dict[str, str], told: Sequence[list[str]]) -> None:
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0", "--ignore", "wagtailnhsukfrontend"],
        *told,
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
    with closing(sqlite3.connect(Path(environment["HOLDFAST_VAR"]) / "holdfast.sqlite3")) as database:
        # Everything into the one file that is copied.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server did not answer within {STARTS_WITHIN} seconds")
