"""A joining link stays as its meeting moves, and goes when that is over, changes hands, or somebody leaves it."""

from datetime import time, timedelta

import pytest

from confidential.erasures import erasures
from confidential.services import destroy, open_to_deliver
from groups.series.planning import Plan
from people.endings.models import Told
from people.endings.services import end
from supervision.meetings.handing import call_off
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.models import CancelReason, MeetingState, SupervisionMeeting
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.repeating.services import begin_series
from supervision.meetings.services import cancel_meeting, record_meeting
from tests.endings.scenes import hand_over
from tests.supervision.meetings.joining.making import ADDRESS, OTHER_ROOM, linked, soon_needed
from tests.supervision.world import day, meeting_in

MINUTE = timedelta(minutes=1)


def words_of(link: MeetingLink) -> dict[str, str]:
    return open_to_deliver(MeetingLink.objects.select_related("text").get(pk=link.pk))


def is_gone(link: MeetingLink) -> bool:
    """Its row says so, and its words are destroyed."""
    fresh = MeetingLink.objects.select_related("text").get(pk=link.pk)
    gone = fresh.gone_at is not None
    assert gone == fresh.is_destroyed == (link.text_id in [erasure.text_id for erasure in erasures()])
    return gone


def test_it_stays_when_the_meeting_is_moved(cast):
    meeting = meeting_in(cast, 3)
    link = linked(cast, meeting)
    move_meeting(meeting=meeting, by=cast.sam, day=day(cast, 5), start=time(12), now=cast.now)
    assert (is_gone(link), words_of(link)["address"]) == (False, ADDRESS)


def test_it_goes_when_the_meeting_is_cancelled(cast):
    link, another = linked(cast, meeting_in(cast, 3)), linked(cast, meeting_in(cast, 4))
    cancel_meeting(meeting=link.meeting, by=cast.sam, reason="supervisor", now=cast.now)
    cancel_meeting(meeting=link.meeting, by=cast.sam, reason="supervisor", now=cast.now)
    assert (is_gone(link), is_gone(another)) == (True, False)


def test_it_goes_when_the_meeting_is_recorded(cast):
    link = soon_needed(cast)
    record_meeting(
        meeting=link.meeting,
        by=cast.sam,
        came=[cast.anna, cast.ben],
        minutes=50,
        agreed="rest",
        next_date=day(cast, 30),
        now=cast.now + 20 * MINUTE,
    )
    assert is_gone(link)
    assert SupervisionMeeting.objects.planned().get().links.count() == 0


def test_it_goes_when_the_meeting_is_handed_on_and_the_new_one_has_none(cast):
    meeting = meeting_in(cast, 3, cast.anna)
    link = linked(cast, meeting)
    end(occasion=hand_over(cast, cast.anna, cast.stella), choices={f"supervision.meetings:{_place(meeting)}": "hand"})
    assert is_gone(link)
    assert SupervisionMeeting.objects.planned().get().supervisor == cast.stella
    assert MeetingLink.objects.filter(gone_at=None).count() == 0


def _place(meeting: SupervisionMeeting):
    return meeting.attendees.get().pk


def test_it_goes_when_the_supervision_ends(cast):
    link, of_stella = (
        linked(cast, meeting_in(cast, 3, cast.anna)),
        linked(cast, meeting_in(cast, 3, cast.farah, supervisor=cast.stella)),
    )
    end(occasion=hand_over(cast, cast.anna, None))
    assert (link.meeting.attendees.count(), is_gone(link), is_gone(of_stella)) == (1, True, False)


def test_when_one_of_two_leaves_it_goes_and_who_holds_the_meeting_is_told(cast):
    link = linked(cast, meeting_in(cast, 3))
    end(occasion=hand_over(cast, cast.anna, cast.stella))
    link.meeting.refresh_from_db()
    assert (link.meeting.state, is_gone(link)) == (MeetingState.PLANNED, True)
    told = Told.objects.filter(words__contains="joining link")
    assert [(item.person, item.words[-30:]) for item in told] == [(cast.sam, "was taken away. Set a new one.")]
    assert not is_gone(linked(cast, link.meeting, room=OTHER_ROOM))


def test_what_a_change_of_the_series_calls_off_takes_its_link_along(cast):
    plan = Plan(weeks=4, begins_on=day(cast, 10), local_start=time(12))
    begin_series(supervisor=cast.sam, programme=cast.thames, people=[cast.anna], plan=plan, now=cast.now)
    first, second, *_more = SupervisionMeeting.objects.order_by("local_date")
    links = [linked(cast, meeting) for meeting in (first, second)]
    call_off(first, reason=CancelReason.PLAN, by=cast.sam, now=cast.now)
    assert [is_gone(link) for link in links] == [True, False]


def test_after_a_restore_its_words_are_gone_and_another_is_set(cast, sign_in):
    """An older backup has it; the list of erasures destroys the words again, while the row says that it stands."""
    link = soon_needed(cast)
    destroy(link, because="its meeting is over", now=cast.now)
    sam, page = sign_in(cast.sam), link.meeting.get_absolute_url()
    assert "No joining link is set." in sam.get(page).content.decode()
    assert sam.post(f"{page}join/").status_code == 404
    assert "No link is set." in sam.get(f"{page}link/").content.decode()
    assert sam.post(f"{page}link/", {"address": ADDRESS}).status_code == 302
    assert ADDRESS in sam.post(f"{page}join/").content.decode()


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_link_that_was_left_opens_in_no_meeting_that_is_over(cast, sign_in, state):
    """Whatever set the state: the rule does not hang on the link being gone."""
    link = soon_needed(cast)
    more = {"cancel_reason": "other"} if state == "cancelled" else {"recorded_at": cast.now}
    SupervisionMeeting.objects.filter(pk=link.meeting_id).update(state=state, **more)
    assert sign_in(cast.anna).post(f"{link.meeting.get_absolute_url()}join/").status_code == 404
