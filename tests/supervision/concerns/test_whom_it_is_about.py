"""Nobody learns of a concern about themselves: every route says to them, word for word, what it said before.

The routes come from the access table, those whom it may be about from the cast: an overview, a register, a figure, a
trail, an export or a search that is added later is asked here by itself.
"""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from confidential.models import AccessEntry
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.spreadsheets import XLSX
from supervision.concerns.holders import holders_of
from supervision.concerns.models import About
from tests.access import access_table
from tests.access.world import kwargs_for
from tests.supervision import world
from tests.undone import afterwards_as_before

# Of Anna's concern, about the role; those who hold it, held it, or are set to.
MEANT = {
    About.SUPERVISOR: {"sam", "grace"},
    About.COVER: {"clara", "carl"},
    About.PARTNER: {"ben"},
    About.COORDINATOR: {"cora"},
    About.GOVERNANCE: {"gwen"},
    About.DEPUTY: {"dora"},
}
EVERYBODY_MEANT = sorted(set.union(*MEANT.values()))
# What differs from one drawing of a page to the next: tokens, keys, ids of drafts, the instant of an export.
ANEW = re.compile(
    r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|"[A-Za-z0-9]{64}"|nonce[^>]*|"[0-9a-f]{16}"'
    r"|words-[0-9a-f]{8}|(?<=taken_at\": )\"[^\"]*\"|As it stood on [^<]*|data-words-session=\"[0-9]+\""
    r'|name="ticket" value="[^"]*"'
)
# Sent rather than opened, and yet it only shows something.
SHOWN_BY_POST = {"pages:take_my_data": {}, "pages:my_words": {"find": "concern"}}
ROUTES = sorted(name for name, access in access_table().items() if access.get or name in SHOWN_BY_POST)


@pytest.fixture(autouse=True)
def clock_stands(cast, monkeypatch) -> None:
    """Some pages say the minute. Here two drawings of one page are compared, and the minute may end between them."""
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now)


def about(cast, role):
    """Everybody who may have it has it at once, for it is "now"."""
    return world.concern(cast, cast.anna, about=role, urgency="now", category="professional", done="a heron")


def said(client, name, url) -> tuple[int, str, str]:
    with afterwards_as_before():
        sent = SHOWN_BY_POST.get(name)
        answer = client.get(url) if sent is None else client.post(url, sent)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_workbook = answer.headers.get("Content-Type") == XLSX
    drawn = cells_of(content) if is_workbook else content.decode(errors="replace")
    return answer.status_code, answer.headers.get("Location", ""), drawn


def cells_of(content: bytes) -> str:
    """A workbook says in its own bytes at which second it was made."""
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(row) for sheet in sheets for row in [sheet.title, *sheet.iter_rows(values_only=True)])


def alike(answer: tuple[int, str, str]) -> tuple[int, str, str]:
    return answer[0], ANEW.sub("", answer[1]), ANEW.sub("", answer[2])


def test_those_meant_are_everybody_who_held_the_role(cast):
    found = {role: {person.first_name.lower() for person in holders_of(role, cast.anna, cast.thames)} for role in MEANT}
    assert found == MEANT
    assert set(MEANT) == {item for item in About if item.value}


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_says_to_them_what_it_said_before(cast, sign_in, name):
    url = reverse(name, kwargs=kwargs_for(access_table()[name].subject, cast))
    clients = {who: sign_in(getattr(cast, who)) for who in EVERYBODY_MEANT}
    before = {who: said(client, name, url) for who, client in clients.items()}
    for role, meant in MEANT.items():
        with afterwards_as_before():
            raised = about(cast, role)
            for who in meant:
                after = said(clients[who], name, url)
                assert (str(raised.pk) in after[2], "a heron" in after[2]) == (False, False)
                assert alike(after) == alike(before[who]), (role, who)


@pytest.mark.parametrize("name", sorted(name for name, one in access_table().items() if one.subject == "concern"))
@pytest.mark.parametrize("method", ["get", "post"])
def test_its_own_pages_are_not_there_for_them(cast, sign_in, name, method):
    if not getattr(access_table()[name], method):
        assert method == "get" or name in ("concerns:detail", "concerns:ring")
        return
    found = {}
    for role, meant in MEANT.items():
        raised = about(cast, role)
        for who in meant:
            sent = {"words": "what is it", "outcome": "resolved"}
            answer = getattr(sign_in(getattr(cast, who)), method)(reverse(name, args=[raised.pk]), sent)
            found[role, who] = answer.status_code
    assert set(found.values()) == {404}


@pytest.mark.parametrize("role", MEANT)
def test_no_mail_and_no_line_of_a_trail_reaches_them(cast, role):
    raised = about(cast, role)
    while deliver_due(cast.now):
        pass
    meant = [getattr(cast, who) for who in MEANT[role]]
    assert Effect.objects.filter(object_id=raised.pk).exists()
    assert Effect.objects.filter(object_id=raised.pk, recipient__in=meant).count() == 0
    assert AccessEntry.objects.filter(record_id=raised.pk, owner__in=meant).count() == 0


def test_the_others_do_learn_of_it(cast, sign_in):
    """Else the tests above would hold of a site that shows nothing to anybody."""
    before = said(sign_in(cast.gwen), "concerns:list", "/concerns/")
    raised = about(cast, About.SUPERVISOR)
    after = said(sign_in(cast.gwen), "concerns:list", "/concerns/")
    assert (str(raised.pk) in after[2], alike(after) == alike(before)) == (True, False)
