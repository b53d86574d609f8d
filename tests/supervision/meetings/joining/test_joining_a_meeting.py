"""The room of a meeting by video: sealed, shown shortly before it to those who come, and to nobody else."""

from datetime import UTC, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed, open_to_deliver
from foundation.refusals import Refusal
from foundation.seen import seen
from groups.joining.addresses import Room
from people.models import SupervisionAssignment
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.joining.services import set_meeting_link, take_meeting_link_away
from supervision.meetings.models import Mode, SupervisionMeeting
from tests.supervision.meetings.joining.making import ADDRESS, OTHER_ROOM, PASSCODE, linked, planned_at, soon_needed
from tests.supervision.world import held_meeting

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def opens(link, person, now) -> bool:
    try:
        return open_sealed(link, viewer=person, now=now) == {"address": ADDRESS, "passcode": PASSCODE}
    except PermissionDenied:
        return False


@pytest.mark.parametrize(("minutes", "open_"), [(-31, False), (-30, True), (0, True), (59, True), (60, False)], ids=str)
def test_it_opens_from_half_an_hour_before_until_the_end(cast, minutes, open_):
    meeting = planned_at(cast, cast.now + 2 * HOUR)
    link, now = linked(cast, meeting), meeting.starts_at.astimezone(UTC) + minutes * MINUTE
    assert [opens(link, person, now) for person in (cast.sam, cast.anna, cast.ben)] == [open_, open_, open_]


def test_nobody_opens_it_but_those_who_come_even_then(cast):
    link = soon_needed(cast)
    came = {"owner", "partner", "reader"}
    others = [person for name, person in cast.by_relation().items() if name not in came]
    assert [person.name for person in others if opens(link, person, cast.now)] == []


def test_who_is_asked_alone_opens_it_without_their_partner(cast):
    link = linked(cast, planned_at(cast, cast.now + 10 * MINUTE, cast.anna))
    assert (opens(link, cast.anna, cast.now), opens(link, cast.ben, cast.now)) == (True, False)


def test_the_link_of_one_meeting_is_not_that_of_another(cast):
    link, another = soon_needed(cast), planned_at(cast, cast.now + 5 * HOUR)
    later = linked(cast, another, room=OTHER_ROOM)
    at = another.starts_at - MINUTE
    assert (opens(link, cast.anna, at), open_sealed(later, viewer=cast.anna, now=at)["address"]) == (
        False,
        OTHER_ROOM.address,
    )


def test_a_cover_sets_the_link_of_their_own_meeting_and_sam_does_not_open_it(cast):
    meeting = planned_at(cast, cast.now + 10 * MINUTE, supervisor=cast.clara)
    link = linked(cast, meeting)
    assert [opens(link, person, cast.now) for person in (cast.clara, cast.anna, cast.sam)] == [True, True, False]
    with pytest.raises(Refusal, match="Only the supervisor who holds this meeting"):
        linked(cast, meeting, by=cast.sam)


def test_when_the_supervision_has_ended_it_opens_to_neither(cast):
    link = soon_needed(cast)
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(ends_at=cast.now)
    assert [opens(link, person, cast.now) for person in (cast.anna, cast.ben, cast.sam)] == [False, True, True]
    SupervisionAssignment.objects.filter(facilitator=cast.ben).update(ends_at=cast.now)
    assert [opens(link, person, cast.now) for person in (cast.anna, cast.ben, cast.sam)] == [False, False, False]


@pytest.mark.parametrize("person", ["anna", "stella", "cora", "clara"])
def test_only_who_holds_the_meeting_sets_it_or_takes_it_away(cast, person):
    link, other = soon_needed(cast), getattr(cast, person)
    for attempt in (
        lambda: linked(cast, link.meeting, by=other),
        lambda: take_meeting_link_away(meeting=link.meeting, by=other, now=cast.now),
    ):
        with pytest.raises(Refusal, match="Only the supervisor who holds this meeting can set where it is"):
            attempt()
    assert MeetingLink.objects.get().gone_at is None


@pytest.mark.parametrize("mode", [Mode.PHONE, Mode.IN_PERSON])
def test_a_meeting_that_is_not_by_video_has_none(cast, sign_in, mode):
    meeting, sam = planned_at(cast, cast.now + 10 * MINUTE, mode=mode), sign_in(cast.sam)
    with pytest.raises(Refusal, match="not by video"):
        linked(cast, meeting)
    assert "oining link" not in sam.get(meeting.get_absolute_url()).content.decode()
    assert sam.get(reverse("meetings:link", args=[meeting.pk])).status_code == 404


def test_a_meeting_that_is_over_or_recorded_takes_none(cast):
    for meeting in (planned_at(cast, cast.now - 2 * HOUR), held_meeting(cast, 3)):
        with pytest.raises(Refusal, match="over or cancelled"):
            linked(cast, meeting)


def test_another_link_takes_its_place_and_the_old_words_are_gone(cast):
    old = soon_needed(cast)
    new = linked(cast, old.meeting, room=OTHER_ROOM)
    old.refresh_from_db()
    assert (old.gone_at, open_to_deliver(MeetingLink.objects.get(pk=old.pk))) == (cast.now, {})
    assert open_to_deliver(new)["address"] == OTHER_ROOM.address
    take_meeting_link_away(meeting=new.meeting, by=cast.sam, now=cast.now)
    take_meeting_link_away(meeting=new.meeting, by=cast.sam, now=cast.now)
    done = AccessEntry.objects.filter(record_model="supervision.MeetingLink").order_by("pk")
    sam = cast.sam.pk
    assert list(done.values_list("action", "actor", "owner")) == [
        ("set", sam, None),
        ("taken away", sam, None),
        ("set", sam, None),
        ("taken away", sam, None),
    ]


def test_one_stands_at_a_time(cast):
    meeting = soon_needed(cast).meeting
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingLink.objects.create(meeting=meeting, programme=cast.thames, set_by=cast.sam, set_at=cast.now)


def test_a_second_tab_is_told_and_replaces_it_knowingly(cast):
    link = soon_needed(cast)
    with pytest.raises(Refusal, match="You set a link since you opened this page"):
        set_meeting_link(meeting=link.meeting, room=OTHER_ROOM, by=cast.sam, now=cast.now, seen=seen(None))
    take_meeting_link_away(meeting=link.meeting, by=cast.sam, now=cast.now)
    with pytest.raises(Refusal, match="The link was taken away since you opened the page"):
        set_meeting_link(meeting=link.meeting, room=OTHER_ROOM, by=cast.sam, now=cast.now, seen=seen(link.pk))
    assert MeetingLink.objects.count() == 1


def test_what_a_browser_would_not_open_safely_is_refused(cast):
    with pytest.raises(Refusal, match="from https:// on"):
        linked(cast, planned_at(cast, cast.now + HOUR), room=Room("javascript:alert(1)"))


def test_it_is_open_for_as_long_as_the_meeting_lasts(cast):
    meeting = planned_at(cast, cast.now + 40 * MINUTE)
    link = linked(cast, meeting)
    SupervisionMeeting.objects.filter(pk=meeting.pk).update(minutes=480)
    ends = meeting.starts_at + 8 * HOUR
    assert (opens(link, cast.anna, ends - MINUTE), opens(link, cast.anna, ends)) == (True, False)
