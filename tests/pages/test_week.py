"""What changed this week: each kind to whom it concerns, from Monday of the week before, until it is settled."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from groups.enquiries.models import Enquiry
from groups.models import Facilitation, GroupSession
from pages.week.changes import KINDS
from pages.week.reminding import weeks_with_changes
from pages.week.window import week_and_since, week_before
from people.models import Role, SupervisionAssignment
from supervision.logs.models import LogReply
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting
from tests.groups.enquiries.making import confirmed
from tests.people import appoint
from tests.supervision import world

LONDON = ZoneInfo("Europe/London")
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def now():
    """A Wednesday at noon, in the winter."""
    return datetime(2026, 12, 9, 12, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def stopped(monkeypatch, now):
    monkeypatch.setattr("config.middleware.timezone.now", lambda: now)


def shown(client):
    """Title -> the rows under it, as the page has them."""
    page = BeautifulSoup(client.get("/me/changes/").content, "html.parser")
    sections = page.select("main section")
    return {
        " ".join(section.h2.get_text().split()): [item.get_text(strip=True) for item in section.select("li")]
        for section in sections
    }


def an_enquiry(cast, when):
    confirmed(cast, when)


def nobody_supervises_farah(cast, when):
    SupervisionAssignment.objects.filter(facilitator=cast.farah).update(ends_at=when)


def anna_leaves_her_pair(cast, when):
    Facilitation.objects.filter(person=cast.anna).update(ends_at=when)


def a_session_is_cancelled(cast, when):
    GroupSession.objects.create(
        programme=cast.thames,
        group=cast.birch,
        local_date=when.date() + A_DAY,
        local_start=time(18),
        state="cancelled",
        cancel_reason="illness",
        changed_at=when,
    )


def supervision_lapses(cast, when):
    """Of Farah by Stella: with nothing agreed, six weeks after it began."""
    began = when - 6 * A_WEEK - A_DAY
    SupervisionAssignment.objects.filter(facilitator=cast.farah).update(starts_at=began)


def a_meeting_is_over(cast, when):
    meeting = SupervisionMeeting.objects.create(
        programme=cast.thames, supervisor=cast.sam, local_date=when.date(), local_start=time(9), zone="Europe/London"
    )
    MeetingAttendee.objects.create(meeting=meeting, person=cast.ben)


def ben_replies(cast, when):
    reply = LogReply.objects.create(version=world.shared_log(cast, cast.ben), author=cast.ben, at=when)
    assert reply.version.reader == cast.sam


# What happens -> to whom it is shown, under which title, in which words.
HAPPENS = {
    an_enquiry: ("cora", "Enquiries that wait", "Join a group, 1 December 2026"),
    nobody_supervises_farah: ("cora", "Left without a supervisor", "Farah Aziz"),
    anna_leaves_her_pair: ("cora", "Groups without a complete pair", "Alder"),
    a_session_is_cancelled: ("cora", "Sessions cancelled", "Birch, 2 December 2026"),
    supervision_lapses: ("cora", "Supervision overdue", "Farah Aziz"),
    a_meeting_is_over: ("sam", "Meetings to record", "Thames Valley peer groups, 1 December 2026"),
}
EVERYBODY = ("cora", "odette", "sam", "stella", "oscar", "clara", "grace")
TUESDAY = datetime(2026, 12, 1, 12, tzinfo=LONDON)
each = pytest.mark.parametrize("happens", HAPPENS, ids=lambda happens: happens.__name__)


@each
def test_it_is_shown_to_whom_it_concerns_and_to_nobody_else(cast, sign_in, happens):
    happens(cast, TUESDAY)
    name, title, words = HAPPENS[happens]
    found = {person: shown(sign_in(getattr(cast, person))) for person in EVERYBODY}
    assert found[name] == {f"{title} (1)": [words]}
    also = {"stella": {"Supervision overdue with you (1)": ["Farah Aziz"]}} if happens is supervision_lapses else {}
    assert {person: kinds for person, kinds in found.items() if kinds and person != name} == also


@each
def test_what_was_before_that_monday_is_not_shown(cast, sign_in, happens):
    happens(cast, TUESDAY - 2 * A_DAY)
    assert shown(sign_in(getattr(cast, HAPPENS[happens][0]))) == {}


def test_a_log_and_a_reply_are_the_supervisors_without_a_word_of_them(cast, sign_in):
    ben_replies(cast, cast.now)
    found = shown(sign_in(cast.sam))
    assert found == {
        "Logs shared with you (1)": ["Ben Walsh, Alder, 6 December 2026"],
        "Replies to your answers (1)": ["Ben Walsh"],
    }
    assert [shown(sign_in(person)) for person in (cast.stella, cast.oscar, cast.cora)] == [{}, {}, {}]


def test_nobody_else_has_the_page(cast, sign_in):
    others = (cast.anna, cast.tess, cast.gwen)
    assert [sign_in(person).get("/me/changes/").status_code for person in others] == [404] * 3


def test_of_many_the_first_are_shown_and_all_are_counted(cast, sign_in, django_assert_max_num_queries):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            an_enquiry(cast, TUESDAY)
        client = sign_in(cast.cora)
        with django_assert_max_num_queries(40) as asked:
            found = shown(client)
        counts.append(len(asked))
    assert [(title, len(rows)) for title, rows in found.items()] == [("Enquiries that wait (30)", 10)]
    assert counts[0] == counts[1]


# The mail ------------------------------------------------------------------------------------------------------------


def told_on(cast, day):
    return sorted(due.person for due in weeks_with_changes(day, None))


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (datetime(2026, 12, 6, 23, 59, tzinfo=LONDON), False),
        (datetime(2026, 12, 7, 8, tzinfo=LONDON), True),
        (datetime(2026, 12, 8, 0, 1, tzinfo=LONDON), False),
        (datetime(2026, 12, 14, 8, tzinfo=LONDON), False),
    ],
    ids=["Sunday", "Monday", "Tuesday", "a week later"],
)
def test_the_mail_is_of_one_monday_and_of_no_other_day(cast, day, is_told):
    an_enquiry(cast, TUESDAY)
    assert told_on(cast, day) == ([cast.cora.pk] if is_told else [])


def test_who_holds_both_roles_is_told_once(cast):
    appoint(cast.sam, Role.COORDINATOR, cast.thames, cast.now - 52 * A_WEEK)
    an_enquiry(cast, TUESDAY)
    a_meeting_is_over(cast, TUESDAY)
    monday = datetime(2026, 12, 7, 8, tzinfo=LONDON)
    assert told_on(cast, monday) == sorted([cast.cora.pk, cast.sam.pk])


def test_the_programmes_own_monday_counts(cast):
    type(cast.thames).objects.filter(pk=cast.thames.pk).update(zone="Pacific/Auckland")
    an_enquiry(cast, TUESDAY)
    sunday_here = datetime(2026, 12, 6, 20, tzinfo=LONDON)
    assert told_on(cast, sunday_here) == [cast.cora.pk]


def test_what_is_settled_by_then_is_not_told(cast):
    an_enquiry(cast, TUESDAY)
    Enquiry.objects.update(state="declined")
    assert told_on(cast, datetime(2026, 12, 7, 8, tzinfo=LONDON)) == []


def test_the_page_has_all_that_the_last_mail_was_about(now):
    for days in range(7):
        mail, page = week_before(now + days * A_DAY, ""), week_and_since(now + days * A_DAY, "")
        assert (page.first, mail.after <= page.after) == (mail.first, True)


def test_each_kind_names_a_page_that_there_is():
    assert [reverse(kind.page) for kind in KINDS]
