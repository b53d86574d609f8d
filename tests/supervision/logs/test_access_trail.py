"""Every record that a supervisor opens is one line of its author's trail, for each sitting; nothing else is."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from confidential.trail import SITTING
from supervision.logs.answering import release_reading
from tests.supervision.world import alder_session, draft_reading, meeting_in, shared_log


def reads(**about):
    return AccessEntry.objects.filter(action="read", **about)


def test_one_sitting_is_one_line_however_often_the_page_is_drawn(cast, sign_in):
    version = shared_log(cast, cast.anna)
    sam = sign_in(cast.sam)
    for _ in range(3):
        sam.get(reverse("desk:log", args=[version.pk]))
    assert [(line.actor, line.owner) for line in reads(record_id=version.pk)] == [(cast.sam, cast.anna)]
    open_sealed(version, viewer=cast.sam, now=cast.now + SITTING + timedelta(minutes=5))
    assert reads(record_id=version.pk).count() == 2


def test_side_by_side_is_a_line_for_each_author(cast, sign_in):
    session = alder_session(cast)
    annas, bens = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session)
    sign_in(cast.sam).get(reverse("desk:log", args=[annas.pk]))
    assert {(line.owner, line.record_id) for line in reads()} == {(cast.anna, annas.pk), (cast.ben, bens.pk)}


def test_the_desk_and_the_lists_open_nothing(cast, sign_in):
    shared_log(cast, cast.anna)
    meeting_in(cast, 3)
    sam = sign_in(cast.sam)
    for url in ("/desk/", "/meetings/", "/me/", "/agreements/"):
        sam.get(url)
    assert reads().count() == 0


def test_preparing_a_meeting_is_one_line_for_each_log_it_opens(cast, sign_in):
    session = alder_session(cast)
    versions = [shared_log(cast, cast.anna, session, questions="?"), shared_log(cast, cast.ben, session)]
    meeting = meeting_in(cast, 3)
    sam = sign_in(cast.sam)
    for _ in range(2):
        sam.get(reverse("desk:meeting", args=[meeting.pk]))
    assert sorted(str(line.record_id) for line in reads()) == sorted(str(version.pk) for version in versions)


def test_who_may_not_read_leaves_no_line(cast, sign_in):
    version = shared_log(cast, cast.anna)
    for person in (cast.stella, cast.grace, cast.cora, cast.ben):
        sign_in(person).get(reverse("desk:log", args=[version.pk]))
    assert reads().count() == 0


def test_ones_own_words_leave_no_line(cast, sign_in):
    version = shared_log(cast, cast.anna)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    sign_in(cast.sam).post("/me/data/download/")
    assert reads(owner=cast.sam, actor=cast.sam).count() == 0


def test_reading_asks_the_database_no_more_often_for_many_logs_than_for_one(cast, sign_in):
    sam, version = sign_in(cast.sam), shared_log(cast, cast.anna)
    page = reverse("desk:log", args=[version.pk])

    def asked() -> int:
        sam.get(page)
        with CaptureQueriesContext(connection) as queries:
            sam.get(page)
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    alone = asked()
    for days in range(4, 34):
        shared_log(cast, cast.anna, alder_session(cast, days))
    assert (asked(), alone <= 13) == (alone, True)
