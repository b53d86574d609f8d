"""A meeting is planned for a time that exists, told of what else is then, and recorded once it has begun."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from foundation.refusals import Refusal
from foundation.walltime import NoSuchTime
from people.models import CoverWindow, Role
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.services import AlreadyRecorded, cancel_meeting, plan_meeting, record_meeting
from tests.figures import supervisions_attended
from tests.people import appoint, assign
from tests.supervision.world import assignment, day, held_meeting, meeting_in

LONDON = ZoneInfo("Europe/London")


def plan(cast, local_date, local_start, now):
    return plan_meeting(
        supervisor=cast.sam,
        programme=cast.thames,
        people=[cast.anna],
        local_date=local_date,
        local_start=local_start,
        now=now,
    )


def record(cast, meeting, now, **more):
    said = {"came": [cast.anna], "minutes": 50, "agreed": "try silence first"} | more
    return record_meeting(meeting=meeting, by=cast.sam, now=now, **said)


def posted(cast, **more):
    people = [str(assignment(cast.anna, cast.sam).pk)]
    said = {"people": people, "local_date": day(cast, 3).isoformat(), "local_start": "18:30", "minutes": "60"}
    # Sam is on leave these days, and comes all the same.
    return said | {"mode": "video", "all_the_same": "on"} | more


def test_a_time_that_the_clocks_skip_is_refused_with_the_nearest(cast):
    spring = datetime(2027, 3, 20, 12, tzinfo=LONDON)
    with pytest.raises(NoSuchTime, match=r"Choose 00:59 or 02:00\."):
        plan(cast, date(2027, 3, 28), time(1, 30), spring)
    assert SupervisionMeeting.objects.count() == 0


def test_a_meeting_is_not_recorded_before_it_has_begun(cast):
    begins = datetime.combine(day(cast, 1), time(18, 30), LONDON)
    meeting = meeting_in(cast, 1, cast.anna)
    with pytest.raises(Refusal, match=r"This meeting begins at .* Record it once you have met"):
        record(cast, meeting, begins - timedelta(minutes=1))
    assert supervisions_attended(cast.anna, cast.thames.pk) == 0
    record(cast, meeting, begins)
    assert supervisions_attended(cast.anna, cast.thames.pk) == 1


def test_the_pages_offer_to_record_it_once_it_has_begun(cast, sign_in):
    ahead = cast.now.astimezone(LONDON) + timedelta(minutes=30)
    meeting = plan(cast, ahead.date(), ahead.time().replace(second=0, microsecond=0), cast.now)
    sam = sign_in(cast.sam)
    assert "Record it" not in sam.get(meeting.get_absolute_url()).content.decode()
    page = sam.get(reverse("meetings:record", args=[meeting.pk])).content.decode()
    assert ["Record the meeting<" in page, "This meeting begins on" in page] == [False, True]
    over = meeting_in(cast, -1, cast.anna)
    assert "Record it" in sam.get(over.get_absolute_url()).content.decode()


def test_a_meeting_over_another_is_told_and_may_go_on(cast, sign_in):
    meeting_in(cast, 3, cast.ben, at=time(18, 0))
    sam, url = sign_in(cast.sam), reverse("meetings:plan")
    asked = sam.post(url, posted(cast, all_the_same=""))
    shown = asked.content.decode()
    assert (asked.status_code, "You meet Ben Walsh at" in shown, 'value="18:30"' in shown) == (422, True, True)
    assert SupervisionMeeting.objects.count() == 1
    assert sam.post(url, posted(cast, all_the_same="on")).status_code == 302
    assert SupervisionMeeting.objects.count() == 2


def test_of_an_attendees_other_meeting_the_time_is_told_and_not_with_whom(cast, sign_in):
    assign(cast.anna, cast.oscar, cast.dales, cast.now - timedelta(days=9))
    appoint(cast.anna, Role.FACILITATOR, cast.dales, cast.now - timedelta(days=9))
    plan_meeting(
        supervisor=cast.oscar,
        programme=cast.dales,
        people=[cast.anna, cast.olu],
        local_date=day(cast, 3),
        local_start=time(18, 0),
        now=cast.now,
    )
    shown = sign_in(cast.sam).post(reverse("meetings:plan"), posted(cast, all_the_same="")).content.decode()
    assert "Anna Okoye has another meeting at" in shown
    assert [name in shown for name in ("Oscar", "Olu")] == [False, False]


def test_a_meeting_that_only_touches_another_is_planned_without_a_word(cast, sign_in):
    meeting_in(cast, 3, cast.ben, at=time(17, 30))
    CoverWindow.objects.filter(supervisor=cast.sam).delete()
    assert sign_in(cast.sam).post(reverse("meetings:plan"), posted(cast, all_the_same="")).status_code == 302


def test_minutes_beyond_twice_the_plan_are_asked_about_and_kept(cast, sign_in):
    meeting, sam = meeting_in(cast, -1, cast.anna), sign_in(cast.sam)
    url = reverse("meetings:record", args=[meeting.pk])
    said = {
        "came": [str(cast.anna.pk)],
        "minutes": "121",
        "action": "record",
        "part-agreed": "try silence first",
        "revision": "0",
        "tab": "a-tab-of-sam",
    }
    shown = sam.post(url, said)
    page = shown.content.decode()
    assert (shown.status_code, "You entered 121 minutes; 60 were planned" in page) == (422, True)
    assert ["try silence first" in page, 'name="minutes_right"' in page] == [True, True]
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert sam.post(url, said | {"minutes_right": "on", "revision": "1"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes) == ("held", 121)


def test_the_same_record_twice_is_once_and_another_is_not_dropped_in_silence(cast):
    meeting = held_meeting(cast, 1, cast.anna)
    assert record(cast, meeting, cast.now).pk == meeting.pk
    with pytest.raises(AlreadyRecorded, match="Sam Reyes recorded this meeting at"):
        record(cast, meeting, cast.now, agreed="something else")


def test_cancelling_again_for_another_reason_is_not_dropped_in_silence(cast):
    meeting = meeting_in(cast, 3)
    cancel_meeting(meeting=meeting, by=cast.sam, reason="moved", now=cast.now)
    cancel_meeting(meeting=meeting, by=cast.sam, reason="moved", now=cast.now)
    with pytest.raises(Refusal, match="already cancelled: moved to another time"):
        cancel_meeting(meeting=meeting, by=cast.sam, reason="nobody", now=cast.now)


def test_who_had_another_supervisor_when_it_began_did_not_come(cast):
    meeting = meeting_in(cast, 1, cast.anna, cast.ben)
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now + timedelta(minutes=1)
    supervision.save()
    later = cast.now + timedelta(days=2)
    with pytest.raises(Refusal, match="Anna Okoye had another supervisor, or none, on the day of this meeting"):
        record(cast, meeting, later, came=[cast.anna, cast.ben])
    record(cast, meeting, later, came=[cast.ben])
    assert [supervisions_attended(person, cast.thames.pk) for person in (cast.anna, cast.ben)] == [0, 1]
