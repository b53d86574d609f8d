"""A supervisor plans a meeting with people whom they supervise at that time."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import CoverWindow
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.queries import next_meeting_of
from supervision.meetings.services import plan_meeting
from tests.supervision.world import assignment, day, meeting_in


def people_of(meeting):
    return {attendee.person for attendee in meeting.attendees.all()}


def test_a_plan_names_its_people_and_tells_each_of_them_once(cast):
    meeting = meeting_in(cast, 7)
    meeting_in(cast, 7)

    assert SupervisionMeeting.objects.get() == meeting
    assert people_of(meeting) == {cast.anna, cast.ben}
    assert (meeting.zone, meeting.state) == ("Europe/London", "planned")
    told = {(effect.kind, effect.recipient) for effect in Effect.objects.all()}
    assert told == {("mail:meeting_planned", cast.anna), ("mail:meeting_planned", cast.ben)}
    assert AccessEntry.objects.filter(action="planned").count() == 2


def test_wall_time_is_kept_when_the_clocks_change(cast):
    # The night of 25 October 2026 is an hour longer: both are at half past six on the wall.
    in_summer = SupervisionMeeting(local_date=date(2026, 10, 24), local_start=time(18, 30), zone="Europe/London")
    in_winter = SupervisionMeeting(local_date=date(2026, 10, 25), local_start=time(18, 30), zone="Europe/London")
    assert (in_winter.starts_at.timestamp() - in_summer.starts_at.timestamp()) / 3600 == 25
    assert in_winter.clock == "London"


@pytest.mark.parametrize("stranger", ["farah", "olu", "cora"])
def test_nobody_is_asked_whom_this_supervisor_does_not_supervise(cast, stranger):
    with pytest.raises(Refusal, match=getattr(cast, stranger).name):
        meeting_in(cast, 7, cast.anna, getattr(cast, stranger))
    assert SupervisionMeeting.objects.count() == 0


def test_a_former_supervisor_plans_nothing(cast):
    with pytest.raises(Refusal, match="do not supervise Anna"):
        meeting_in(cast, 7, cast.anna, supervisor=cast.grace)


def test_the_assignment_counts_at_the_instant_of_planning(cast):
    supervision = assignment(cast.ben, cast.sam)
    supervision.ends_at = cast.now + timedelta(days=1)
    supervision.save()

    def plan(now):
        return plan_meeting(
            supervisor=cast.sam,
            programme=cast.thames,
            people=[cast.ben],
            local_date=day(cast, 7),
            local_start=time(9),
            now=now,
        )

    with pytest.raises(Refusal):
        plan(supervision.ends_at)
    assert people_of(plan(supervision.ends_at - timedelta(microseconds=1))) == {cast.ben}


def test_a_supervisor_is_in_one_meeting_at_a_time(cast):
    meeting_in(cast, 7, cast.anna)
    with pytest.raises(Refusal, match="at that time"):
        meeting_in(cast, 7, cast.ben)


@pytest.mark.parametrize("days", [367, -367])
def test_a_date_that_is_a_slip_of_the_keyboard_is_refused(cast, days):
    with pytest.raises(Refusal, match="more than a year away"):
        meeting_in(cast, days)


def test_the_next_meeting_is_the_soonest_that_is_not_over(cast):
    for days in (30, 7, -7):
        meeting_in(cast, days)
    assert next_meeting_of(cast.anna, cast.now).local_date == day(cast, 7)
    assert next_meeting_of(cast.sam, cast.now).local_date == day(cast, 7)
    assert next_meeting_of(cast.farah, cast.now) is None


def test_a_meeting_counts_as_next_until_it_ends(cast):
    meeting = meeting_in(cast, 7)
    ends = meeting.starts_at + timedelta(minutes=60)
    assert next_meeting_of(cast.anna, ends - timedelta(microseconds=1)) == meeting
    assert next_meeting_of(cast.anna, ends) is None


def posted(cast, **changes):
    return {
        "people": [str(assignment(cast.anna, cast.sam).pk), str(assignment(cast.ben, cast.sam).pk)],
        "local_date": day(cast, 7).isoformat(),
        "local_start": "18:30",
        "minutes": "60",
        "mode": "video",
    } | changes


def test_the_page_offers_ones_own_people_by_name_and_group(cast, sign_in):
    page = sign_in(cast.sam).get(reverse("meetings:plan") + f"?with={assignment(cast.ben, cast.sam).pk}")
    field = page.context["form"]["people"]
    assert [label for _, label in field.field.choices] == ["Anna Okoye, Alder", "Ben Walsh, Alder"]
    assert [option.data["selected"] for option in field.subwidgets] == [False, True]


def test_the_page_plans(cast, sign_in):
    CoverWindow.objects.filter(supervisor=cast.sam).delete()
    answer = sign_in(cast.sam).post(reverse("meetings:plan"), posted(cast))
    meeting = SupervisionMeeting.objects.get()
    assert answer["Location"] == reverse("meetings:detail", args=[meeting.pk])
    assert (people_of(meeting), meeting.local_start) == ({cast.anna, cast.ben}, time(18, 30))


def test_a_day_inside_ones_own_leave_is_planned_only_if_it_is_meant(cast, sign_in):
    """Clara covers for Sam for two weeks."""
    sam = sign_in(cast.sam)
    asked = sam.post(reverse("meetings:plan"), posted(cast))
    assert (asked.status_code, SupervisionMeeting.objects.count()) == (422, 0)
    assert "You are on leave until the end of" in asked.content.decode()
    assert "Plan it all the same" in asked.content.decode()
    sam.post(reverse("meetings:plan"), posted(cast, all_the_same="on"))
    assert SupervisionMeeting.objects.get().supervisor == cast.sam


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"people": []}, "Choose who is coming."),
        ({"local_date": "soon"}, "Enter the date as day, month and year"),
        ({"local_date": ""}, "Enter the date."),
        ({"local_start": "25:99"}, "Enter the time in hours and minutes"),
        ({"minutes": "a while"}, "Enter a number of minutes from 5 to 480."),
        ({"minutes": "5000"}, "Enter a number of minutes from 5 to 480."),
        ({"local_date": "1999-01-01"}, "more than a year away"),
        ({"mode": "pigeon"}, "pigeon"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(cast, sign_in, changes, says):
    answer = sign_in(cast.sam).post(reverse("meetings:plan"), posted(cast, **changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert answer.context["form"]["minutes"].value() == changes.get("minutes", "60")
    assert SupervisionMeeting.objects.count() == 0


def test_somebody_elses_supervisee_cannot_be_smuggled_in(cast, sign_in):
    stellas = str(assignment(cast.farah, cast.stella).pk)
    answer = sign_in(cast.sam).post(reverse("meetings:plan"), posted(cast, people=[stellas]))
    assert "You no longer supervise everyone you chose" in answer.content.decode()


def test_a_supervisor_without_supervisees_is_told_what_to_do(cast, sign_in):
    assert (
        "You have no one to supervise at the moment"
        in sign_in(cast.grace).get(reverse("meetings:plan")).content.decode()
    )
