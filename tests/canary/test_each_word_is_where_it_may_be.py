"""After a whole journey each confidential word is on the pages of those who may read it, and nowhere else at all."""

import logging
import re
from collections import deque

import pytest
from django.db import connection
from django.test import Client

from delivery.services import deliver_due
from tests.canary.journey import WRITTEN, Journey, word_for
from tests.canary.places import everywhere

# A crawl ends by itself; this says that it went somewhere.
MOST_PAGES, LEAST_PAGES = 150, 8
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
NOT_FOLLOWED = ("/static/", "/admin/", "/accounts/logout/", "/verify/")


@pytest.fixture
def everything_is_logged(caplog):
    """Every logger at DEBUG, with the statements that the database is sent and their values."""
    for name in (None, "django", "wagtail", "allauth", "weasyprint", "fontTools"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.handler.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    yield caplog
    connection.force_debug_cursor = False


def test_no_word_lies_in_clear_anywhere(everything_is_logged, journey, cast, tmp_path, capfd):
    fail_in_the_middle(journey)
    deliver_due(cast.now)
    printed = "".join(capfd.readouterr())
    places = list(everywhere(tmp_path, everything_is_logged.text, printed))
    assert [(place, what) for place, content in places for what in WRITTEN if word_for(what) in content] == []
    # The sweep reads what it says it reads: what may stand in clear is found.
    in_clear = {place.split()[0] for place, content in places if "Okoye" in content}
    assert in_clear >= {"table", "dumpdata", "backup"}
    assert "SELECT" in everything_is_logged.text


def fail_in_the_middle(journey: Journey) -> None:
    """A view breaks while the words are in its hands."""
    client = Client(raise_request_exception=False)
    client.force_login(journey.cast.anna)
    log = journey.shared.log
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("supervision.logs.views.WordsForm.save", break_down)
        answer = client.post(journey.page(log) + "?draft", {"part-stirred": word_for("a draft of a log")})
    assert answer.status_code == 500


def break_down(self) -> None:
    raise RuntimeError("a view broke")


def test_each_word_is_on_the_pages_of_its_readers_and_of_nobody_else(journey, cast, sign_in):
    found = {what: set() for what in WRITTEN}
    for relation, person in {"anonymous": None, **cast.by_relation()}.items():
        said = "".join(pages_of(sign_in(person) if person else Client(), journey))
        for what in WRITTEN:
            if word_for(what) in said:
                found[what].add(relation)
    assert found == WRITTEN


def pages_of(client: Client, journey: Journey) -> list[str]:
    """Everything that links lead this person to, each address of the journey, and what "my data" hands out."""
    waiting, seen, said = deque(["/", "/me/", *journey.addresses]), set(), []
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        if address in seen or address.startswith(NOT_FOLLOWED):
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code != 200 or response.streaming:
            continue
        content = response.content.decode("utf-8", "replace")
        said.append(content)
        if "html" in response.headers.get("Content-Type", ""):
            waiting.extend(LINK.findall(content))
    assert len(said) >= LEAST_PAGES or "_auth_user_id" not in client.session
    said.append(client.post("/me/data/download/").content.decode("utf-8", "replace"))
    return said
