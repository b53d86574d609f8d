"""A draft is its owner's alone, in every channel: not its words, not its length, not that it is there."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from supervision.logs.models import LogVersion, SessionLog
from tests.supervision.logs.canary import CANARY, WORDS, pages_of_others
from tests.supervision.world import alder_session, draft_log

OTHERS = [
    "partner",
    "peer",
    "reader",
    "supervisor",
    "former_supervisor",
    "coordinator",
    "editor",
    "outsider",
    "outside_supervisor",
    "outside_coordinator",
]


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_shows_it(cast, sign_in, who):
    session = alder_session(cast)
    log = draft_log(cast, cast.anna, session, **WORDS)
    client = sign_in(cast.by_relation()[who])
    pages = {path: client.get(path).content.decode() for path in pages_of_others(cast, session)}
    assert [path for path, page in pages.items() if CANARY in page or str(log.pk) in page] == []
    assert [path for path, page in pages.items() if str(log.text_id) in page] == []


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("part", ["", "share/", "withdraw/", "void/", "redact/"])
def test_no_address_of_it_opens(cast, sign_in, who, part):
    log = draft_log(cast, cast.anna, alder_session(cast), **WORDS)
    assert sign_in(cast.by_relation()[who]).get(f"/logs/{log.pk}/{part}").status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_no_query_and_no_door_lets_it_through(cast, who):
    person = cast.by_relation()[who]
    log = draft_log(cast, cast.anna, alder_session(cast), **WORDS)
    assert list(SessionLog.objects.visible_to(person, cast.now)) == []
    assert list(LogVersion.objects.readable_by(person, cast.now)) == []
    with pytest.raises(PermissionDenied):
        open_sealed(log, viewer=person, now=cast.now)
    assert AccessEntry.objects.filter(action="read").count() == 0


def test_writing_tells_nobody(cast):
    draft_log(cast, cast.anna, alder_session(cast), **WORDS)
    assert (Effect.objects.count(), mail.outbox) == (0, [])


def test_the_owner_reads_without_leaving_a_trail(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast), **WORDS)
    assert CANARY in sign_in(cast.anna).get(f"/logs/{log.pk}/").content.decode()
    assert list(AccessEntry.objects.values_list("action", flat=True)) == ["started"]
