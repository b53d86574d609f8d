"""Everybody's feed holds exactly their own rows, and each row by itself opens for the same people alone."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from delivery.calendar.events import calendars
from delivery.calendar.services import make_address
from foundation.days import local_day
from groups.models import GroupSession
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting
from tests.courses.practice import making as practice
from tests.people import EVERYBODY

IN_A_WEEK = timedelta(days=7)
PEOPLE = sorted(name.split(" ")[0].lower() for name in EVERYBODY)


def session_of(cast, group):
    return GroupSession.objects.create(
        programme=group.programme,
        group=group,
        local_date=local_day(cast.now) + IN_A_WEEK,
        local_start=time(18),
        zone="Europe/London",
    )


def meeting_of(cast, supervisor, person, programme, hour=9):
    meeting = SupervisionMeeting.objects.create(
        programme=programme,
        supervisor=supervisor,
        local_date=local_day(cast.now) + IN_A_WEEK,
        local_start=time(hour),
        zone="Europe/London",
    )
    MeetingAttendee.objects.create(meeting=meeting, person=person)
    return meeting


# Row -> how it comes about, and in whose feeds it stands. Each registered calendar has rows of several people.
ROWS = {
    "groups.sessions: Alder": (lambda cast: session_of(cast, cast.alder), {"anna", "ben"}),
    "groups.sessions: Birch": (lambda cast: session_of(cast, cast.birch), {"farah"}),
    "groups.sessions: Cedar": (lambda cast: session_of(cast, cast.cedar), {"olu"}),
    "supervision.meetings: Anna": (lambda cast: meeting_of(cast, cast.sam, cast.anna, cast.thames), {"anna", "sam"}),
    "supervision.meetings: Ben": (lambda cast: meeting_of(cast, cast.sam, cast.ben, cast.thames, 11), {"ben", "sam"}),
    "supervision.meetings: Farah": (
        lambda cast: meeting_of(cast, cast.stella, cast.farah, cast.thames),
        {"farah", "stella"},
    ),
    "supervision.meetings: Olu": (lambda cast: meeting_of(cast, cast.oscar, cast.olu, cast.dales), {"olu", "oscar"}),
    "practice.days: Anna": (lambda cast: practice.a_day(cast, cast.anna), {"anna", "tess"}),
    "practice.days: Farah": (lambda cast: practice.a_day(cast, cast.farah, days=9), {"farah", "tess"}),
}


@pytest.fixture
def rows(cast):
    """Key -> the name of its row."""
    return {str(make(cast).pk): name for name, (make, _whose) in ROWS.items()}


def own_rows(person):
    return sorted(name for name, (_make, whose) in ROWS.items() if person in whose)


def test_each_registered_calendar_has_rows_here():
    assert {name.partition(":")[0] for name in ROWS} == {name for name, _events in calendars}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_feed_holds_ones_own_rows_alone(cast, rows, person):
    secret = make_address(person=getattr(cast, person), now=cast.now)
    body = Client().get(f"/calendar/{secret}.ics").content.decode().replace("\r\n ", "")
    keys = [line.removeprefix("UID:") for line in body.splitlines() if line.startswith("UID:")]
    assert sorted(rows[key] for key in keys) == own_rows(person)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_row_by_itself_opens_for_the_same_people(cast, rows, sign_in, person):
    client = sign_in(getattr(cast, person))
    answers = {name: client.get(reverse("calendar:event", args=[key])).status_code for key, name in rows.items()}
    assert {*answers.values()} <= {200, 404}
    assert sorted(name for name, status in answers.items() if status == 200) == own_rows(person)
