"""What `migrate` makes of an empty database, made once: whatever begins with such a database begins with a copy.

Some 250 migrations take half a minute, and a run of the tests needs a migrated database nine times. It hangs on our
code and on the packages alone: when one of them changes, it is made again.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.guards.repository import PACKAGES, ROOT

FOLDER = ROOT / ".pytest_cache" / "migrated"


def migrated_file() -> Path:
    """SQLite's: a file to copy, never to write to."""
    path = FOLDER / f"{what_it_hangs_on()}.sqlite3"
    with one_at_a_time(), TemporaryDirectory(dir=FOLDER) as folder:
        if not path.exists():
            migrate({"HOLDFAST_VAR": folder, "HOLDFAST_DATABASE": ""})
            made = Path(folder, "holdfast.sqlite3")
            with closing(sqlite3.connect(made)) as database:
                # Everything into the one file that is copied.
                database.execute("PRAGMA journal_mode=DELETE")
            for outdated in FOLDER.glob("*.sqlite3"):
                outdated.unlink()
            shutil.move(made, path)
    return path


def migrated_template() -> str:
    """PostgreSQL's: the name of a database to copy, which nobody connects to."""
    name = f"migrated_{what_it_hangs_on()}"
    with one_at_a_time(), TemporaryDirectory(dir=FOLDER) as folder:
        if not postgres.exists(name):
            unfinished = f"{name}_unfinished"
            postgres.make_database(unfinished)
            migrate({"HOLDFAST_VAR": folder, "HOLDFAST_DATABASE": postgres.address_of(unfinished)})
            postgres.rename_database(unfinished, name)
    return name


@cache
def what_it_hangs_on() -> str:
    digest = hashlib.sha256(sys.version.encode())
    ours = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in {".py", ".yaml"})
    for path in sorted([*ours, *(ROOT / "requirements").iterdir()]):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two processes of a run want it at the same moment: the second waits, and finds it made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(where: dict[str, str]) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"} | where
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | settings, check=True, stdin=subprocess.DEVNULL)
