"""A log opens for the one supervisor to whom it is addressed, while they supervise its author."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from foundation.refusals import Refusal
from supervision.logs.answering import release_reading
from supervision.logs.queries import around, readable, waiting
from supervision.logs.sharing import share_log
from tests.people import assign
from tests.supervision.world import alder_session, assignment, draft_log, draft_reading, share_again, shared_log

SECRET = "what wombat stirred"


def page_of(version) -> str:
    return reverse("desk:log", args=[version.pk])


@pytest.mark.parametrize("who", ["anna", "ben", "farah", "stella", "grace", "cora", "eddie", "olu", "oscar", "odette"])
def test_for_everybody_else_it_does_not_exist(cast, sign_in, who):
    version = shared_log(cast, cast.anna, stirred=SECRET)
    draft_reading(cast, version)
    client = sign_in(getattr(cast, who))
    answers = [client.get(page_of(version)), client.post(page_of(version), {"action": "release", "outcome": "read"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert ["wombat" in answer.content.decode() for answer in answers] == [False, False]


def test_its_reader_reads_it(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred=SECRET, questions="how do I end it", check_in=True)
    shown = sign_in(cast.sam).get(page_of(version)).content.decode()
    assert [SECRET in shown, "how do I end it" in shown, "please check in with me" in shown] == [True, True, True]


def test_what_is_private_in_the_draft_is_not_there(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="shared words", me_now="wombat", partner="wombat too")
    version = share_log(log=log, by=cast.anna, weighed=True, now=cast.now)
    shown = sign_in(cast.sam).get(page_of(version)).content.decode()
    assert ["shared words" in shown, "wombat" in shown] == [True, False]


def test_the_right_ends_at_an_instant(cast):
    version = shared_log(cast, cast.anna)
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now + timedelta(hours=1)
    supervision.save()
    before, at_the_end = supervision.ends_at - timedelta(microseconds=1), supervision.ends_at

    assert [readable(cast.sam, now).filter(pk=version.pk).exists() for now in (before, at_the_end)] == [True, False]
    assert open_sealed(version, viewer=cast.sam, now=before)
    with pytest.raises(PermissionDenied):
        open_sealed(version, viewer=cast.sam, now=at_the_end)


def test_a_former_supervisor_keeps_nothing_of_what_they_read(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred=SECRET)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now
    supervision.save()
    sam = sign_in(cast.sam)
    assert sam.get(page_of(version)).status_code == 404
    pages = [sam.get(url) for url in ("/desk/", "/me/", "/meetings/")]
    pages.append(sam.post("/me/data/download/"))
    assert ["wombat" in page.content.decode() for page in pages] == [False] * 4


def test_whoever_has_left_the_programme_reads_no_more(cast, sign_in):
    """Nobody ended the assignment: the end of the appointment alone must close every way to the words."""
    version, client = shared_log(cast, cast.anna, stirred=SECRET), sign_in(cast.sam)
    assert SECRET in client.get(page_of(version)).content.decode()
    cast.sam.appointments.update(ends_at=cast.now)
    answers = [client.get(page_of(version)), client.get("/desk/"), client.get("/meetings/plan/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    with pytest.raises(PermissionDenied):
        open_sealed(version, viewer=cast.sam, now=cast.now)
    with pytest.raises(Refusal, match="You have no supervisor"):
        share_again(cast, version, stirred="and what came of it")


def test_the_next_supervisor_sees_only_what_is_shared_with_them(cast, sign_in):
    first = shared_log(cast, cast.anna, stirred="for Sam alone")
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now
    supervision.save()
    assign(cast.anna, cast.stella, cast.thames, cast.now)
    stella = sign_in(cast.stella)
    assert stella.get(page_of(first)).status_code == 404
    assert list(waiting(cast.stella, cast.now)) == []

    second = share_again(cast, first, stirred="for Stella too")
    shown = stella.get(page_of(second)).content.decode()
    assert ["for Stella too" in shown, "for Sam alone" in shown] == [True, False]
    assert around(second, cast.stella, cast.now).versions == []
    # Back with Sam again, the first version is theirs and the second is not.
    assert sign_in(cast.sam).get(page_of(second)).status_code == 404


def test_nobody_reads_about_a_session_that_they_facilitated_themselves(cast, sign_in):
    session = alder_session(cast)
    version = shared_log(cast, cast.anna, session)
    session.session_facilitators.create(person=cast.sam)
    assert sign_in(cast.sam).get(page_of(version)).status_code == 404
    assert list(waiting(cast.sam, cast.now)) == []


def test_an_earlier_version_is_read_and_no_longer_answered(cast, sign_in):
    first = shared_log(cast, cast.anna, stirred="the first go")
    second = share_again(cast, first, stirred="the second go")
    sam = sign_in(cast.sam)
    shown = sam.get(page_of(first)).content.decode()
    assert ["the first go" in shown, "the second go" in shown, "<textarea" in shown] == [True, False, False]
    assert "This is an earlier version." in shown
    newest = sam.get(page_of(second)).content.decode()
    assert ["the first go" in newest, page_of(first) in newest] == [False, True]


def test_other_logs_are_one_line_each_and_unopened(cast, sign_in):
    now = shared_log(cast, cast.anna, alder_session(cast, 3))
    earlier = shared_log(cast, cast.anna, alder_session(cast, 9), stirred="wombat of last week")
    draft_log(cast, cast.anna, alder_session(cast, 12), stirred="wombat in private")
    assert around(now, cast.sam, cast.now).logs == [earlier]
    shown = sign_in(cast.sam).get(page_of(now)).content.decode()
    assert [page_of(earlier) in shown, "wombat" in shown] == [True, False]
    assert AccessEntry.objects.filter(action="read", record_id=earlier.pk).count() == 0
