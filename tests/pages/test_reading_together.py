"""Several querysets in one statement find what each would have found by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Prefetch
from django.test.utils import CaptureQueriesContext

from foundation.together import read_together
from groups.models import GroupSession, SessionFacilitator
from people.models import Appointment, Membership, User
from supervision.logs.models import SessionLog
from supervision.meetings.models import SupervisionMeeting
from tests.supervision import world


@pytest.fixture
def practice(cast):
    """Logs with sealed words, meetings with times and zones, and lines that were read."""
    for days in (3, 10, 17):
        world.shared_log(cast, cast.anna, world.alder_session(cast, days), stirred=f"words of day {days}")
        world.held_meeting(cast, days)
    return cast


def questions(cast):
    """Of every kind that parts ask: joined, sorted either way, with what is reckoned, of none, and of values."""
    return [
        User.objects.order_by("-sort_name", "pk"),
        Appointment.objects.select_related("programme", "person").order_by("person__sort_name", "-starts_at", "pk"),
        Membership.objects.filter(person=cast.anna),
        Membership.objects.filter(pk__in=[]),
        SessionLog.objects.select_related("session__group", "text", "reply_draft__text").order_by("-started_at"),
        GroupSession.objects.annotate(first=F("group__code_name")).order_by("local_date", "pk"),
        SupervisionMeeting.objects.order_by("local_start", "local_date", "pk"),
        Appointment.objects.filter(ends_at__lt=cast.now - timedelta(days=9000)).order_by("pk"),
        Appointment.objects.order_by("pk").values_list("role", "programme", "starts_at"),
        Appointment.objects.filter(person=cast.anna).values_list("programme", flat=True),
        Appointment.objects.order_by("-pk").values("role", "starts_at"),
        # The second to the fourth.
        User.objects.order_by("sort_name", "-pk")[1:4],
    ]


def held(row):
    return {**vars(row), "_state": None} if hasattr(row, "_state") else row


def test_each_has_what_it_finds_by_itself(practice):
    together, alone = questions(practice), questions(practice)
    with CaptureQueriesContext(connection) as asked:
        read_together(together)
    assert len(asked) == 1
    for rows, by_themselves in zip(together, alone, strict=True):
        assert [held(row) for row in rows] == [held(row) for row in by_themselves]


def test_they_ask_nothing_when_they_are_gone_through(practice):
    together = questions(practice)
    read_together(together)
    with CaptureQueriesContext(connection) as asked:
        logs = [(log.session.group.code_name, bytes(log.text.ciphertext)) for log in together[4]]
        assert ([len(rows) for rows in together], len(logs)) == ([rows.count() for rows in together], 3)
    assert len(asked) == 0


def test_what_stands_beside_them_is_asked_for_all_their_rows(practice):
    places = Prefetch("session_facilitators", SessionFacilitator.objects.select_related("person"))
    sessions = GroupSession.objects.prefetch_related(places).order_by("local_date")
    read_together([sessions, User.objects.order_by("pk")])
    with CaptureQueriesContext(connection) as asked:
        named = [sorted(place.person.name for place in session.session_facilitators.all()) for session in sessions]
    assert (named, len(asked)) == ([["Anna Okoye", "Ben Walsh"]] * 3, 1)


def test_one_that_was_read_before_is_not_asked_again(cast):
    rows = Appointment.objects.order_by("pk")
    before = list(rows)
    with CaptureQueriesContext(connection) as asked:
        read_together([rows])
        assert list(rows) == before
    assert len(asked) == 0


def test_what_is_distinct_is_refused(db):
    with pytest.raises(TypeError, match="read by itself"):
        read_together([Appointment.objects.distinct()])
