"""Reads about leave and cover, each one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from people.models import Appointment, CoverWindow, Role, SupervisionAssignment, User, in_post
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.queries import with_people

# How long before it begins a facilitator is told of it.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Cover:
    """Windows that are open or ahead, soonest first: who covers for somebody, and for whom they cover."""

    for_me: list[CoverWindow]
    by_me: list[CoverWindow]


def covers_for(user: User, now: datetime) -> QuerySet[CoverWindow]:
    """The windows in which somebody stands in for `user`, open or not, where `user` is a supervisor now."""
    return CoverWindow.objects.filter(in_post(Role.SUPERVISOR, "supervisor", now), supervisor=user)


def windows_around(user: User, now: datetime) -> QuerySet[CoverWindow]:
    """Those in which somebody stands in for `user`, or `user` for somebody, now or later."""
    standing_in = CoverWindow.objects.both_in_post(now).filter(cover=user)
    either_side = (covers_for(user, now) | standing_in).filter(ends_at__gt=now)
    return either_side.select_related("supervisor", "cover", "programme").order_by("starts_at", "pk")


def cover_around(user: User, now: datetime) -> Cover:
    return sides_of(user, windows_around(user, now))


def sides_of(user: User, windows: Iterable[CoverWindow]) -> Cover:
    windows = list(windows)
    return Cover(
        for_me=[window for window in windows if window.supervisor_id == user.pk],
        by_me=[window for window in windows if window.cover_id == user.pk],
    )


def cover_near(facilitator: User, now: datetime) -> QuerySet[CoverWindow]:
    """Who stands in for the supervisor of `facilitator`, now or soon."""
    supervised = SupervisionAssignment.objects.current(now).filter(
        facilitator=facilitator, supervisor=OuterRef("supervisor"), programme=OuterRef("programme")
    )
    near = CoverWindow.objects.both_in_post(now).filter(Exists(supervised), ends_at__gt=now, starts_at__lte=now + AHEAD)
    named = near.exclude(cover=facilitator).select_related("supervisor", "cover", "programme")
    return named.order_by("starts_at", "pk")


def covered_meetings(
    user: User, looked_after: Iterable[SupervisionAssignment], now: datetime
) -> list[SupervisionMeeting]:
    """What those for whom `user` stands in now have planned for that time: when, and with whom.

    No query for who stands in for nobody: all of `looked_after` are theirs.
    """
    away = {assignment.supervisor_id for assignment in looked_after if assignment.supervisor_id != user.pk}
    if not away:
        return []
    windows = CoverWindow.objects.current(now).filter(cover=user)
    ends = {(window.supervisor_id, window.programme_id): window.ends_at for window in windows}
    planned = SupervisionMeeting.objects.planned().filter(supervisor__in=away)
    named = with_people(planned).order_by("local_date", "local_start", "pk")
    return [
        meeting
        for meeting in named
        if (until := ends.get((meeting.supervisor_id, meeting.programme_id))) and now <= meeting.starts_at < until
    ]


def inside_leave(user: User, now: datetime) -> list[SupervisionMeeting]:
    """What `user` has planned for days on which they are away: to be cancelled, or meant."""
    windows = list(CoverWindow.objects.filter(supervisor=user, ends_at__gt=now))
    planned = with_people(SupervisionMeeting.objects.planned().filter(supervisor=user))
    ahead = [meeting for meeting in planned.order_by("local_date", "local_start", "pk") if meeting.starts_at >= now]
    return [meeting for meeting in ahead if any(window.holds(meeting.starts_at) for window in windows)]


def who_may_cover(supervisor: User, programme_ids: list[UUID], now: datetime) -> QuerySet[Appointment]:
    """The other supervisors of these programmes, as appointments."""
    supervisors = Appointment.objects.current(now).filter(role=Role.SUPERVISOR, programme__in=programme_ids)
    ordered = supervisors.exclude(person=supervisor).select_related("person", "programme")
    return ordered.order_by("programme__name", "person__sort_name", "pk")
