"""A reading that was not released is seen by nobody but the supervisor who writes it, on no page and in no file."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from delivery.services import deliver_due
from supervision.logs.answering import release_reading
from supervision.logs.models import Reading
from tests.supervision.world import draft_reading, meeting_in, shared_log

SECRET = "wombat: say more about the silence"


@pytest.fixture
def draft(cast):
    version = shared_log(cast, cast.anna, check_in=True)
    meeting_in(cast, 3)
    return draft_reading(cast, version, notes=SECRET, questions=f"{SECRET}?")


def pages_of(reading) -> list[str]:
    version = reading.version
    return [
        "/me/",
        "/me/data/",
        "/logs/",
        reverse("logs:detail", args=[version.log_id]),
        "/meetings/",
        "/desk/",
        reverse("desk:log", args=[version.pk]),
        reverse("groups:session", args=[version.log.session_id]),
        reverse("words:choose", args=[reading.text_id]),
    ]


@pytest.mark.parametrize("who", ["anna", "ben", "farah", "stella", "grace", "cora", "eddie", "olu", "oscar", "odette"])
def test_no_page_and_no_file_of_anybody_else_holds_a_draft(cast, sign_in, draft, who):
    client = sign_in(getattr(cast, who))
    bodies = [client.get(url, follow=True).content.decode() for url in pages_of(draft)]
    bodies.append(client.post("/me/data/download/").content.decode())
    assert ["wombat" in body for body in bodies] == [False] * len(bodies)
    with pytest.raises(PermissionDenied):
        open_sealed(draft, viewer=getattr(cast, who), now=cast.now)


def test_the_draft_would_show_where_it_may(cast, sign_in, draft):
    assert "wombat" in sign_in(cast.sam).get(reverse("desk:log", args=[draft.version_id])).content.decode()
    assert "wombat" in sign_in(cast.sam).post("/me/data/download/").content.decode()


def test_a_draft_sends_no_mail_and_leaves_no_line(cast, draft):
    assert Effect.objects.filter(kind="mail:reading_released").count() == 0
    assert AccessEntry.objects.filter(record_id=draft.pk).count() == 0
    assert Reading.objects.visible_to(cast.anna, cast.now).count() == 0


def test_once_released_its_owner_reads_it_and_nobody_else_does(cast, sign_in, draft):
    release_reading(reading=draft, by=cast.sam, outcome="read", now=cast.now)
    own = reverse("logs:detail", args=[draft.version.log_id])
    assert "wombat" in sign_in(cast.anna).get(own).content.decode()
    for person in (cast.ben, cast.farah, cast.stella, cast.grace, cast.cora):
        client = sign_in(person)
        bodies = [client.get(url, follow=True).content.decode() for url in pages_of(draft)]
        assert ["wombat" in body for body in bodies] == [False] * len(bodies)


def test_the_mail_holds_no_content(cast, draft):
    release_reading(reading=draft, by=cast.sam, outcome="read", now=cast.now)
    deliver_due(cast.now)
    sent = [message for message in mail.outbox if "answer" in message.body]
    assert [message.to for message in sent] == [[cast.anna.email]]
    whole = sent[0].message().as_string()
    assert [word in whole for word in ("wombat", "Sam", "Reyes", "Alder", "check in")] == [False] * 5
