"""What pages say of a meeting's joining link without opening it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from groups.joining.window import is_open, opens_at
from people.models import User
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.joining.permissions import shown_to
from supervision.meetings.models import MeetingState, Mode, SupervisionMeeting
from supervision.meetings.queries import is_over


@dataclass(frozen=True)
class OnMeeting:
    """What a meeting's page says: from when the link is there, by the clock of the meeting, and whether that is now."""

    is_set: bool
    opens_at: datetime
    is_open: bool


def on_meeting(meeting: SupervisionMeeting, viewer: User, now: datetime) -> OnMeeting | None:
    """To those who will see it. None where the meeting is not by video, or is over."""
    if meeting.state != MeetingState.PLANNED or meeting.mode != Mode.VIDEO or is_over(meeting, now):
        return None
    if not SupervisionMeeting.objects.filter(shown_to(viewer, now), pk=meeting.pk).exists():
        return None
    is_set = MeetingLink.objects.filter(meeting=meeting.pk, gone_at=None, text__destroyed_at=None).exists()
    begins = meeting.starts_at
    opens = opens_at(begins).astimezone(ZoneInfo(meeting.zone)).replace(tzinfo=None)
    return OnMeeting(is_set, opens, is_open(begins, meeting.ends_at, now))
