"""The demo, running for the tests: the real server and the real worker over a database and a folder of their own.

Browser tests start each from the same moment: the seeded database, put back in place. No test ends with a flush,
which would wipe what migrations and start-up made.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.clock import ZONE
from foundation.days import first_instant, local_day
from tests.stores import Store, store_in

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 180.0
KEYS = "demo:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
GRANIAN = [
    str(Path(sys.executable).parent / "granian"),
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "64",
    "--workers-kill-timeout",
    "10",
    "--respawn-failed-workers",
    "--no-ws",
    "--host",
    "127.0.0.1",
]


@dataclass
class Site:
    """`address` is where it answers; `folder` holds its private files and mail, `store` its rows."""

    folder: Path
    store: Store
    port: int
    settings: str = "tests.demo_settings"
    more: dict[str, str] = field(default_factory=dict)
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return (
            os.environ
            | self.store.environment
            | {
                "DJANGO_SETTINGS_MODULE": self.settings,
                "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
                "HOLDFAST_VAR": str(self.folder),
                "HOLDFAST_BASE_URL": self.address,
                "HOLDFAST_SECRET_KEY": "for the tests of a running site alone",
                "HOLDFAST_SEALING_KEYS": KEYS,
            }
            | self.more
        )

    def manage(self, *command: str) -> str:
        """What manage.py prints, run beside the server."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            env=self.environment,
            cwd=ROOT,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        ).stdout

    def mail_to(self, address: str, holding: str = "") -> str:
        """The newest mail to `address` that holds these words; waits for the worker."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            sent = sorted(self.folder.glob("mail/*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
            for text in (file.read_text() for file in sent):
                if f"To: {address}\n" in text and holding in text:
                    return text
            time.sleep(0.2)
        raise TimeoutError(f"no mail to {address} within {STARTS_WITHIN} seconds")

    def start(self, *names: str) -> None:
        """Start "server", "worker" or both, and wait until the server answers."""
        commands = {
            "server": [*GRANIAN, "--port", str(self.port), "config.wsgi:application"],
            "worker": [sys.executable, "manage.py", "deliver"],
        }
        for name in names:
            with (self.folder / "log").open("ab") as log:
                self.parts[name] = subprocess.Popen(
                    commands[name], env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                )
        if "server" in names:
            wait_for(self.address)

    def kill(self, name: str) -> None:
        """SIGKILL, to the whole group of its processes."""
        part = self.parts.pop(name)
        os.killpg(part.pid, signal.SIGKILL)
        part.wait(timeout=20)

    def stop(self) -> None:
        for part in self.parts.values():
            os.killpg(part.pid, signal.SIGTERM)
        for part in self.parts.values():
            part.wait(timeout=60)
        self.parts.clear()

    def restore(self) -> None:
        """Back to the moment after the seed. A part that died in the test before is named, with its last words."""
        died = [name for name, part in self.parts.items() if part.poll() is not None]
        assert not died, f"{died} died: {(self.folder / 'log').read_text()[-2000:]}"
        self.store.restore()
        shutil.rmtree(self.folder / "mail", ignore_errors=True)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds: for what no page shows."""
        with self.store.connected() as live:
            return live.execute(query, values).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """For what no page does: time that passes, a session that ends."""
        with self.store.connected() as live:
            live.execute(statement, values)


@contextmanager
def running_site(folder: Path, *, settings: str = "tests.demo_settings", **more: str) -> Iterator[Site]:
    """A site that is not started yet. Whatever of it runs in the end is stopped, and its database goes."""
    site = Site(folder, store_in(folder), free_port(), settings, more)
    try:
        yield site
    finally:
        site.stop()
        site.store.discard()


# A story told today is read today: longer than the browser tests take from the seed to their last look at a date.
BEFORE_MIDNIGHT = timedelta(minutes=15)


def until_a_whole_day(now: datetime) -> timedelta:
    """How long the seed waits, so that its today is still today when a test looks: just before midnight, past it."""
    midnight = first_instant(local_day(now, ZONE.key) + timedelta(days=1), ZONE.key)
    return midnight - now if midnight - now < BEFORE_MIDNIGHT else timedelta()


# The demo's people, and their certificates' files, so that no test waits for another's.
THE_STORY = (["seed_demo"], ["deliver", "--once"])


@contextmanager
def running_demo(
    folder: Path, settings: str = "tests.demo_settings", *, told: Sequence[list[str]] = THE_STORY
) -> Iterator[Site]:
    """The site over the database that the commands `told` have filled: none, and it is as after `migrate`."""
    time.sleep(until_a_whole_day(datetime.now(UTC)).total_seconds())
    with running_site(folder, settings=settings) as site:
        site.store.begin_migrated()
        site.manage("collectstatic", "--noinput", "--verbosity", "0")
        for command in told:
            site.manage(*command)
        site.store.keep()
        site.start("server", "worker")
        yield site


@contextmanager
def running_copy(of: Site, folder: Path, settings: str) -> Iterator[Site]:
    """Another site beside `of`, with other settings, as that one was when it began."""
    with running_site(folder, settings=settings) as site:
        for part in ("private", "static"):
            shutil.copytree(of.folder / part, folder / part)
        site.store.begin_as(of.store)
        site.start("server", "worker")
        yield site


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
