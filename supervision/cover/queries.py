"""Reads about leave and cover, each one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.days import stamp
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


def cover_around(user: User, now: datetime) -> Cover:
    standing_in = CoverWindow.objects.both_in_post(now).filter(cover=user)
    either_side = (covers_for(user, now) | standing_in).filter(ends_at__gt=now)
    windows = list(either_side.select_related("supervisor", "cover", "programme").order_by("starts_at", "pk"))
    return Cover(
        for_me=[window for window in windows if window.supervisor_id == user.pk],
        by_me=[window for window in windows if window.cover_id == user.pk],
    )


def cover_near(facilitator: User, now: datetime) -> list[CoverWindow]:
    """Who stands in for the supervisor of `facilitator`, now or soon."""
    supervised = SupervisionAssignment.objects.current(now).filter(
        facilitator=facilitator, supervisor=OuterRef("supervisor"), programme=OuterRef("programme")
    )
    near = CoverWindow.objects.both_in_post(now).filter(Exists(supervised), ends_at__gt=now, starts_at__lte=now + AHEAD)
    named = near.exclude(cover=facilitator).select_related("supervisor", "cover", "programme")
    return list(named.order_by("starts_at", "pk"))


def away_at(supervisor: User, instant: datetime) -> CoverWindow | None:
    """The leave of `supervisor`, in any programme, that holds at `instant`."""
    windows = CoverWindow.objects.filter(supervisor=supervisor, starts_at__lte=instant, ends_at__gt=instant)
    return windows.select_related("cover", "programme").order_by("starts_at", "pk").first()


def covered_meetings(
    user: User, looked_after: Iterable[SupervisionAssignment], now: datetime
) -> list[SupervisionMeeting]:
    """What those for whom `user` stands in now have planned for that time: when, and with whom.

    No query for who stands in for nobody: all of `looked_after` are theirs.
    """
    away = {one.supervisor_id for one in looked_after if one.supervisor_id != user.pk}
    if not away:
        return []
    windows = CoverWindow.objects.current(now).filter(cover=user)
    ends = {(one.supervisor_id, one.programme_id): one.ends_at for one in windows}
    planned = SupervisionMeeting.objects.planned().filter(supervisor__in=away)
    named = with_people(planned).order_by("local_date", "local_start", "pk")
    return [
        one
        for one in named
        if (until := ends.get((one.supervisor_id, one.programme_id))) and now <= one.starts_at < until
    ]


def inside_leave(user: User, now: datetime) -> list[SupervisionMeeting]:
    """What `user` has planned for days on which they are away: to be cancelled, or meant."""
    windows = list(CoverWindow.objects.filter(supervisor=user, ends_at__gt=now))
    planned = with_people(SupervisionMeeting.objects.planned().filter(supervisor=user))
    ahead = [one for one in planned.order_by("local_date", "local_start", "pk") if one.starts_at >= now]
    return [one for one in ahead if any(window.holds(one.starts_at) for window in windows)]


def who_may_cover(supervisor: User, programme_ids: list[UUID], now: datetime) -> QuerySet[Appointment]:
    """The other supervisors of these programmes, as appointments."""
    others = Appointment.objects.current(now).filter(role=Role.SUPERVISOR, programme__in=programme_ids)
    ordered = others.exclude(person=supervisor).select_related("person", "programme")
    return ordered.order_by("programme__name", "person__sort_name", "pk")


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": who covered for `user`, and for whom `user` covered."""
    windows = CoverWindow.objects.filter(Q(supervisor=user) | Q(cover=user)).order_by("starts_at", "pk")
    return [
        {
            "supervisor": window.supervisor.name,
            "cover": window.cover.name if window.cover else "",
            "programme": window.programme.name,
            "from": stamp(window.starts_at),
            "until": stamp(window.ends_at),
        }
        for window in windows.select_related("supervisor", "cover", "programme")
    ]
