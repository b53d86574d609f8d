"""A request that never ends holds nothing for long: its statements end, or its process does and another begins."""

import http.client
import threading
import time
from collections.abc import Iterator

import pytest

from config.settings import base
from tests import postgres
from tests.faults.slow_urls import FOR_EVER
from tests.faults.visitor import Visitor
from tests.running import Site, running_site

# The server gives up on processes that end within 5.5 seconds of their beginning, and the first test may come at once.
SECONDS = 6
# What a busy machine takes to start a process.
AND_A_START = 90
CANNOT_SHOW = "<h1>Holdfast cannot show this page at the moment</h1>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    less_time = {"HOLDFAST_REQUEST_SECONDS": str(SECONDS)}
    with running_site(tmp_path_factory.mktemp("slow"), settings="tests.faults.slow_settings", **less_time) as site:
        site.store.begin_migrated()
        site.start("server")
        yield site


def is_cut_off(site: Site, path: str) -> bool:
    try:
        Visitor(site.port).get(path)
    except (http.client.HTTPException, ConnectionError):
        return True
    return False


def answers_again(site: Site) -> bool:
    """Whether another process begins before long for each that ended, and nobody is cut off any more."""
    until = time.monotonic() + AND_A_START
    while starts(site) < 2 + told(site, "Timeout ("):
        assert time.monotonic() < until
        time.sleep(0.1)
    return not any(is_cut_off(site, "/healthz") for _ in range(16))


def starts(site: Site) -> int:
    """How many processes of the server have begun so far."""
    return told(site, "Started worker-")


def told(site: Site, words: str) -> int:
    return (site.folder / "log").read_text().count(words)


@pytest.mark.parametrize("path", ["/slow/pattern/", "/slow/loop/"])
def test_what_cannot_be_asked_to_stop_is_ended_with_its_process(site, path):
    cut_off: list[bool] = []
    began = time.monotonic()
    visitors = [threading.Thread(target=lambda: cut_off.append(is_cut_off(site, path))) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    took = time.monotonic() - began
    assert cut_off == [True, True]
    assert took >= SECONDS
    assert answers_again(site)


def test_the_log_says_on_which_line_it_was(site):
    assert is_cut_off(site, "/slow/pattern/")
    assert answers_again(site)
    assert 'slow_urls.py", line' in (site.folder / "log").read_text()


@pytest.mark.parametrize("path", ["/slow/query/", "/slow/query_by_query/"])
def test_statements_end_before_and_the_visitor_is_told(site, path):
    processes = starts(site)
    answer = Visitor(site.port).get(path)
    assert (answer.status, CANNOT_SHOW in answer.text) == (503, True)
    assert starts(site) == processes


def test_nobody_waits_for_ever_for_another_who_writes(site):
    processes = starts(site)
    with site.store.connected() as other:
        other.execute("BEGIN IMMEDIATE" if not postgres.IN_USE else "LOCK TABLE delivery_effect")
        answer = Visitor(site.port).get("/slow/write/")
    assert (answer.status, CANNOT_SHOW in answer.text) == (503, True)
    assert Visitor(site.port).get("/slow/write/").status == 200
    assert starts(site) == processes


def test_a_command_takes_the_time_that_it_needs(site):
    much = FOR_EVER.replace("SELECT i + 1 FROM n)", "SELECT i + 1 FROM n WHERE i < 30000000)")
    program = (
        "import time; from django.db import connection; began = time.monotonic(); c = connection.cursor();"
        f"c.execute({much!r}); print(c.fetchone()[0] >= 0, time.monotonic() - began)"
    )
    said, took = site.manage("shell", "--verbosity", "0", "-c", program).split()
    assert (said, float(took) > SECONDS / 2) == ("True", True)


def test_a_process_that_ends_after_its_time_is_no_crash_loop():
    """It gives up where one ends within 5.5 seconds of its beginning."""
    assert base.REQUEST_SECONDS > 5.5
