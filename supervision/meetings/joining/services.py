"""Set a meeting's joining link, take it away; and it goes with its meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from groups.joining.addresses import Room
from groups.joining.services import put, take_away
from people.models import User
from supervision.meetings import permissions
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.models import MeetingState, Mode, SupervisionMeeting
from supervision.meetings.queries import is_over


def standing_link(meeting: SupervisionMeeting) -> MeetingLink | None:
    return MeetingLink.objects.filter(meeting=meeting.pk, gone_at=None).select_related("set_by", "text").first()


@transaction.atomic
def set_meeting_link(
    *, meeting: SupervisionMeeting, room: Room, by: User, now: datetime, seen: str = NOT_ASKED
) -> MeetingLink:
    """Whoever holds the meeting says where it is. Raises Refusal where another tab set one that they have not seen."""
    meeting, standing = _locked(meeting, by, now)
    if meeting.state != MeetingState.PLANNED or is_over(meeting, now):
        raise Refusal(_("This meeting is over or cancelled. Set the link of the next one."))
    if meeting.mode != Mode.VIDEO:
        raise Refusal(_("This meeting is not by video. Plan one by video to set a link."))
    if unseen(seen, standing and standing.pk):
        raise Refusal(_set_meanwhile(standing))
    link = MeetingLink(meeting=meeting, programme_id=meeting.programme_id)
    put(link, standing, room, by=by, now=now)
    return link


def _set_meanwhile(standing: MeetingLink | None) -> Any:
    if standing is None:
        return _("The link was taken away since you opened the page. Press the button again to set this one.")
    return _("You set a link since you opened this page. Press the button again to replace it.")


@transaction.atomic
def take_meeting_link_away(*, meeting: SupervisionMeeting, by: User, now: datetime) -> None:
    """Whoever holds the meeting takes it away: a stranger came, or somebody has it who should not. Twice is once."""
    _meeting, standing = _locked(meeting, by, now)
    if standing:
        take_away(standing, by=by, because="taken away by whoever holds the meeting", now=now)


def take_away_with(meeting: SupervisionMeeting, *, by: User, now: datetime) -> None:
    """The meeting is over or cancelled, or somebody who could see the link has left it. The meeting is locked."""
    if standing := standing_link(meeting):
        take_away(standing, by=by, because="its meeting is over, or somebody has left it", now=now)


def _locked(meeting: SupervisionMeeting, by: User, now: datetime) -> tuple[SupervisionMeeting, MeetingLink | None]:
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if not permissions.runs(by, meeting, now):
        raise Refusal(_("Only the supervisor who holds this meeting can set where it is."))
    return meeting, standing_link(meeting)
