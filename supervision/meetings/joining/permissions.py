"""Who sees a meeting's joining link: whoever holds it and those who were asked, from shortly before it to its end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.days import local_day
from groups.joining.window import is_open
from people.models import SupervisionAssignment, User
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.models import Mode, SupervisionMeeting, asked, run_by

A_DAY = timedelta(days=1)


def shown_to(user: User, now: datetime) -> Q:
    """On a meeting: `user` holds it; or was asked, and is supervised now by whoever holds it or has it held."""
    supervised = SupervisionAssignment.objects.current(now).filter(
        Q(supervisor=OuterRef("supervisor")) | Q(supervisor=OuterRef("covered_for")),
        facilitator=user,
        programme=OuterRef("programme"),
    )
    return run_by(user, now) | asked(user) & Q(Exists(supervised))


def openable(viewer: User, now: datetime) -> QuerySet[MeetingLink]:
    """Of each such meeting by video that is about to begin or going on."""
    meetings = [meeting.pk for meeting in meetings_open(viewer, now)]
    return MeetingLink.objects.filter(gone_at=None, text__destroyed_at=None, meeting__in=meetings)


def might_open(link: MeetingLink, _now: datetime) -> Iterable[User]:
    yield link.meeting.supervisor
    yield from User.objects.filter(meeting_places__meeting=link.meeting_id)


def meetings_open(viewer: User, now: datetime) -> list[SupervisionMeeting]:
    """Planned ones whose link `viewer` may see now."""
    today = local_day(now)
    near = SupervisionMeeting.objects.planned().with_name(viewer).filter(shown_to(viewer, now), mode=Mode.VIDEO)
    near = near.filter(local_date__range=(today - A_DAY, today + A_DAY))
    return [meeting for meeting in near if is_open(meeting.starts_at, meeting.ends_at, now)]
