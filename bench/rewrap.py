#!/usr/bin/env python
"""How long 10,000 sealed texts take to move to a new master key, and to be opened by the drill.

    .venv/bin/python bench/rewrap.py [--count 10000]

In a database of its own: SQLite in a throw-away folder, or what HOLDFAST_DATABASE names, which must be empty.
"""

import argparse
import base64
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]


def new_key(key_id: str) -> str:
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


OLD = new_key("old")
FOLDER = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings.demo",
    "HOLDFAST_VAR": FOLDER.name,
    "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(50),
    "HOLDFAST_SEALING_KEYS": OLD,
}

import django  # noqa: E402 -- after the path is set

django.setup()

from django.conf import settings  # noqa: E402 -- after the set-up
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from confidential.drills import open_every_text  # noqa: E402
from confidential.rewrapping import rewrap_all, standing_by_key  # noqa: E402
from confidential.services import seal_frozen  # noqa: E402
from people.models import User  # noqa: E402
from supervision.models import LogReply  # noqa: E402

# As long as a log that somebody took an hour over.
WORDS = "What stirred me was the silence after she had spoken. " * 80


@transaction.atomic
def seal(count: int) -> None:
    writer = User.objects.create_user("writer@example.org", secrets.token_urlsafe(20))
    for _ in range(count):
        seal_frozen(LogReply(author=writer), {"reply": WORDS}, now=timezone.now())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    call_command("migrate", verbosity=0)
    seal(count)
    settings.SEALING_KEYS = f"{new_key('new')},{OLD}"
    began = time.perf_counter()
    done = rewrap_all()
    print(f"{connection.vendor}: {done.moved} texts moved to the new key in {time.perf_counter() - began:6.2f} s")
    began = time.perf_counter()
    tried = open_every_text()
    print(f"{connection.vendor}: {tried.count} texts opened by the drill in  {time.perf_counter() - began:6.2f} s")
    print(f"under each key: {standing_by_key()}; that do not open: {len(tried.broken)}")


if __name__ == "__main__":
    main()
