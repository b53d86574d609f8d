"""A cover sees what the window allows: from its first instant, and nothing from its end on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.days import first_instant
from foundation.refusals import Refusal
from groups.models import GroupSession, PeerGroup
from people.models import CoverWindow, Role
from supervision.agreements.models import SupervisionAgreement
from supervision.check_ins.services import ask_to_check_in
from supervision.logs.answering import reading_of, release_reading, reply_to_reading
from supervision.logs.models import LogVersion
from supervision.logs.queries import unopened_replies
from supervision.logs.sharing import share_log
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.queries import supervisees_of
from supervision.meetings.services import acknowledge_meeting, cancel_meeting, plan_meeting, record_meeting
from tests.supervision.world import (
    agreement,
    alder_session,
    concern,
    day,
    draft_log,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
    write,
)

MICROSECOND = timedelta(microseconds=1)
# Every address under which a cover meets somebody else's practice.
EDGES = [(-MICROSECOND, 200), (timedelta(0), 404), (MICROSECOND, 404)]


def window(cast) -> CoverWindow:
    return CoverWindow.objects.get(cover=cast.clara)


@pytest.fixture
def at(monkeypatch):
    def set_clock(instant) -> None:
        monkeypatch.setattr("config.middleware.timezone.now", lambda: instant)

    return set_clock


def covered_meeting(cast, **when) -> SupervisionMeeting:
    """At an hour that has begun, if it is today's: an hour ago, or at midnight."""
    begun = max(cast.now - timedelta(hours=1), first_instant(day(cast, 0)))
    return plan_meeting(
        supervisor=cast.clara,
        programme=cast.thames,
        people=[cast.anna, cast.ben],
        local_date=when.pop("local_date", day(cast, 1)),
        local_start=timezone.localtime(begun).time(),
        now=cast.now,
    )


def addresses(cast) -> dict[str, str]:
    session = alder_session(cast)
    version, planned = shared_log(cast, cast.anna, session), covered_meeting(cast)
    return {
        "log": reverse("desk:log", args=[version.pk]),
        "preparing": reverse("desk:meeting", args=[planned.pk]),
        "meeting": reverse("meetings:detail", args=[planned.pk]),
        "record": reverse("meetings:record", args=[planned.pk]),
        "cancel": reverse("meetings:cancel", args=[planned.pk]),
        "group": reverse("groups:detail", args=[cast.alder.pk]),
        "session": reverse("groups:session", args=[session.pk]),
        "concern": reverse("concerns:detail", args=[concern(cast, cast.anna).pk]),
    }


@pytest.mark.parametrize(("offset", "status"), EDGES)
def test_every_page_opens_up_to_the_last_microsecond_and_not_at_the_end(cast, sign_in, at, offset, status):
    urls = addresses(cast)
    at(window(cast).ends_at + offset)
    client = sign_in(cast.clara)
    assert {name: client.get(url).status_code for name, url in urls.items()} == dict.fromkeys(urls, status)
    desk = client.get(reverse("desk:list"))
    assert desk.status_code == 200
    assert [pair.group.code_name for pair in desk.context["desk"].pairs] == (["Alder"] if status == 200 else [])


@pytest.mark.parametrize(("offset", "sees"), [(-MICROSECOND, False), (timedelta(0), True)])
def test_it_opens_at_its_first_instant(cast, offset, sees):
    version, session = shared_log(cast, cast.anna), GroupSession.objects.get()
    instant = window(cast).starts_at + offset
    assert LogVersion.objects.readable_by(cast.clara, instant).filter(pk=version.pk).exists() is sees
    assert (session in GroupSession.objects.visible_to(cast.clara, instant)) is sees
    assert (cast.alder in PeerGroup.objects.visible_to(cast.clara, instant)) is sees
    assert (supervisees_of(cast.clara, instant).count() == 2) is sees


@pytest.mark.parametrize(("offset", "opens"), [(-MICROSECOND, True), (timedelta(0), False)])
def test_words_open_up_to_the_last_microsecond(cast, offset, opens):
    version, instant = shared_log(cast, cast.anna, stirred="a heron"), window(cast).ends_at + offset
    if opens:
        assert open_sealed(version, viewer=cast.clara, now=instant) == {"stirred": "a heron"}
        assert AccessEntry.objects.filter(actor=cast.clara, owner=cast.anna, action="read").count() == 1
    else:
        with pytest.raises(PermissionDenied):
            open_sealed(version, viewer=cast.clara, now=instant)


def test_it_ends_with_the_appointment_of_either_too(cast):
    version = shared_log(cast, cast.anna)
    for person in (cast.clara, cast.sam):
        appointment = person.appointments.get(role=Role.SUPERVISOR)
        appointment.ends_at = cast.now
        appointment.save()
        assert not LogVersion.objects.readable_by(cast.clara, cast.now).filter(pk=version.pk).exists()
        appointment.ends_at = None
        appointment.save()
    assert LogVersion.objects.readable_by(cast.clara, cast.now).get() == version


def test_what_was_answered_before_the_window_stays_between_the_two(cast):
    before = window(cast).starts_at - timedelta(days=2)
    version = share_log(log=draft_log(cast, cast.ben, alder_session(cast)), by=cast.ben, weighed=True, now=before)
    reading = reading_of(version, cast.sam, before)
    release_reading(reading=reading, by=cast.sam, outcome="read", now=before)
    assert not LogVersion.objects.readable_by(cast.clara, cast.now).exists()
    again = share_again(cast, version)
    assert list(LogVersion.objects.readable_by(cast.clara, cast.now)) == [again]


def test_a_cover_sees_no_records_and_no_agreements_of_the_supervisor(cast, sign_in):
    held, planned, agreed = held_meeting(cast), meeting_in(cast, 3), agreement(cast, cast.anna, cast.sam)
    clara = sign_in(cast.clara)
    for url in (
        held.get_absolute_url(),
        planned.get_absolute_url(),
        reverse("desk:meeting", args=[planned.pk]),
        reverse("agreements:detail", args=[agreed.pk]),
        reverse("agreements:offer", args=[agreed.assignment_id]),
    ):
        assert clara.get(url).status_code == 404
    assert not SupervisionAgreement.objects.visible_to(cast.clara, cast.now).exists()
    assert clara.get(reverse("desk:list")).context["desk"].without_agreement == []


@pytest.mark.parametrize("offset", [-MICROSECOND, timedelta(0), MICROSECOND])
def test_every_deed_is_open_and_closes_with_the_window(cast, sign_in, at, offset):
    raised, asked = concern(cast, cast.anna), ask_to_check_in(by=cast.anna, now=cast.now)
    version, planned = shared_log(cast, cast.anna), covered_meeting(cast, local_date=day(cast, 0))
    deeds = {
        reverse("concerns:acknowledge", args=[raised.pk]): 302,
        reverse("concerns:plan", args=[raised.pk]): 422,
        reverse("concerns:hand_on", args=[raised.pk]): 302,
        reverse("check_ins:in_touch", args=[asked.pk]): 302,
        reverse("desk:log", args=[version.pk]): 302,
        reverse("meetings:record", args=[planned.pk]): 200,
        reverse("meetings:cancel", args=[planned.pk]): 422,
    }
    at(window(cast).ends_at + offset)
    client, is_open = sign_in(cast.clara), offset < timedelta(0)
    answers = {url: client.post(url).status_code for url in deeds}
    assert answers == (deeds if is_open else dict.fromkeys(deeds, 404))


# What a cover does ----------------------------------------------------------------------------------------------------


def answered(cast):
    version = shared_log(cast, cast.anna)
    reading = reading_of(version, cast.clara, cast.now)
    write(reading, {"notes": "I read this while Sam is away"}, cast.now)
    return release_reading(reading=reading, by=cast.clara, outcome="read", now=cast.now)


def test_an_answer_of_the_cover_says_so_and_the_supervisor_reads_it_later(cast, sign_in):
    reading = answered(cast)
    assert (reading.as_cover, reading.reader, reading.version.reader) == (True, cast.clara, cast.sam)
    anna = sign_in(cast.anna).get(reverse("logs:detail", args=[reading.version.log_id])).content.decode()
    assert "(as cover)" in anna
    sam = sign_in(cast.sam).get(reverse("desk:log", args=[reading.version_id])).content.decode()
    assert "What Clara Voss answered" in sam
    assert "I read this while Sam is away" in sam
    assert not draft_reading(cast, shared_log(cast, cast.ben, GroupSession.objects.get())).as_cover


@pytest.mark.parametrize(("offset", "told"), [(-MICROSECOND, "clara"), (timedelta(0), "sam")])
def test_a_reply_goes_to_the_cover_and_after_the_window_to_the_supervisor(cast, offset, told):

    reading, instant = answered(cast), window(cast).ends_at + offset
    reply = reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=instant)
    mails = Effect.objects.filter(kind="mail:log_reply")
    assert [mail.recipient for mail in mails] == [getattr(cast, told)]
    assert list(unopened_replies(cast.sam, instant)) == [reply]


def test_a_draft_does_not_outlast_the_window(cast):
    version = shared_log(cast, cast.anna)
    reading, end = reading_of(version, cast.clara, cast.now), window(cast).ends_at
    with pytest.raises(Refusal):
        release_reading(reading=reading, by=cast.clara, outcome="read", now=end)
    assert release_reading(reading=reading, by=cast.clara, outcome="read", now=end - MICROSECOND).released_at


def test_a_meeting_recorded_by_the_cover_says_so_and_both_sides_read_it(cast):
    meeting, end = covered_meeting(cast, local_date=day(cast, 0)), window(cast).ends_at
    assert (meeting.supervisor, meeting.covered_for) == (cast.clara, cast.sam)
    record_meeting(meeting=meeting, by=cast.clara, came=[cast.anna], minutes=40, agreed="rest first", now=cast.now)
    acknowledge_meeting(meeting=meeting, by=cast.ben, differs="I was there too", now=end)
    seen = {
        name: SupervisionMeeting.objects.visible_to(getattr(cast, name), end).exists()
        for name in ("anna", "ben", "sam", "clara", "stella")
    }
    assert seen == {"anna": True, "ben": True, "sam": True, "clara": False, "stella": False}
    meeting.refresh_from_db()
    assert open_sealed(meeting, viewer=cast.sam, now=end)["agreed"] == "rest first"
    place = meeting.attendees.get(person=cast.ben)
    assert open_sealed(place, viewer=cast.sam, now=end)["differs"] == "I was there too"
    with pytest.raises(PermissionDenied):
        open_sealed(place, viewer=cast.clara, now=end)


def test_after_the_window_a_cover_records_nothing(cast):
    meeting, end = covered_meeting(cast, local_date=day(cast, 0)), window(cast).ends_at
    with pytest.raises(Refusal):
        record_meeting(meeting=meeting, by=cast.clara, came=[cast.anna], minutes=40, agreed="late", now=end)
    with pytest.raises(Refusal):
        cancel_meeting(meeting=meeting, by=cast.clara, reason="other", now=end)
    assert cancel_meeting(meeting=meeting, by=cast.sam, reason="other", now=end).state == "cancelled"


def test_a_cover_plans_within_the_window_for_one_supervisors_people(cast):
    def plan(people, days):
        return plan_meeting(
            supervisor=cast.clara,
            programme=cast.thames,
            people=people,
            local_date=day(cast, days),
            local_start=cast.now.time(),
            now=cast.now,
        )

    with pytest.raises(Refusal, match="At that time you do not cover for Sam Reyes"):
        plan([cast.anna], 20)
    with pytest.raises(Refusal, match="You do not supervise Farah Aziz"):
        plan([cast.anna, cast.farah], 2)


def test_the_desk_says_whom_one_covers_for(cast, sign_in):
    held_meeting(cast, 5)
    drawn = sign_in(cast.clara).get(reverse("desk:list")).content.decode()
    assert "You cover for Sam Reyes." in drawn
    assert "Since their last supervision on" in drawn
    assert "cover for" not in sign_in(cast.sam).get(reverse("desk:list")).content.decode()
