"""Real processes, killed for real: a server and a worker with a crowd that goes on pressing.

`HOLDFAST_FAULTS=full` takes the numbers of a release; without it they are those of every day. Each test that leaves
something to chance prints its seed; `HOLDFAST_SEED` repeats it.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.mail_server import MailServer, mail_server
from tests.faults.visitor import Visitor
from tests.running import ROOT, Site, running_site

FULL = os.environ.get("HOLDFAST_FAULTS") == "full"
SETTINGS = "tests.faults.settings"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/faults/" in item.nodeid:
            item.add_marker("faults")


@pytest.fixture(scope="session")
def post_office() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@dataclass
class Crowd:
    """A prepared site with its crowd, and everybody's way in."""

    site: Site
    people: dict[str, Any]

    def visitor(self, session: str = "") -> Visitor:
        return Visitor(self.site.port, session)


def make_crowd(site: Site, ready: int, writing: int) -> Crowd:
    site.store.begin_migrated()
    command = [sys.executable, "-m", "tests.faults.crowd", str(ready), str(writing)]
    made = subprocess.run(command, env=site.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return Crowd(site, json.loads(made.stdout))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, post_office: MailServer) -> Iterator[Crowd]:
    port = {"HOLDFAST_SMTP_PORT": str(post_office.port)}
    with running_site(tmp_path_factory.mktemp("faults"), settings=SETTINGS, **port) as site:
        crowd = make_crowd(site, 200 if FULL else 60, 20 if FULL else 12)
        site.store.keep()
        yield crowd


@pytest.fixture
def crowd(prepared: Crowd, post_office: MailServer) -> Iterator[Crowd]:
    """As it was prepared, with nothing of it running."""
    prepared.site.restore()
    shutil.rmtree(prepared.site.folder / "private", ignore_errors=True)
    post_office.received.clear()
    post_office.fails_at.clear()
    yield prepared
    post_office.is_silent = False
    prepared.site.stop()


@pytest.fixture
def chance() -> random.Random:
    seed = os.environ.get("HOLDFAST_SEED") or str(random.SystemRandom().randrange(10**6))
    sys.stdout.write(f"\nHOLDFAST_SEED={seed}\n")
    return random.Random(seed)
