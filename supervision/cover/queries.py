"""Reads about leave and cover, each one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Appointment, CoverWindow, Role, SupervisionAssignment, User

# How long before it begins a facilitator is told of it.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Cover:
    """Windows that are open or ahead, soonest first: who covers for somebody, and for whom they cover."""

    for_me: list[CoverWindow]
    by_me: list[CoverWindow]


def cover_around(user: User, now: datetime) -> Cover:
    either_side = CoverWindow.objects.filter(Q(supervisor=user) | Q(cover=user), ends_at__gt=now)
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
    near = CoverWindow.objects.filter(Exists(supervised), ends_at__gt=now, starts_at__lte=now + AHEAD)
    return list(near.exclude(cover=facilitator).select_related("supervisor", "cover").order_by("starts_at", "pk"))


def who_may_cover(supervisor: User, programme_ids: list[UUID], now: datetime) -> QuerySet[Appointment]:
    """The other supervisors of these programmes, as appointments."""
    others = Appointment.objects.current(now).filter(role=Role.SUPERVISOR, programme__in=programme_ids)
    ordered = others.exclude(person=supervisor).select_related("person", "programme")
    return ordered.order_by("programme__name", "person__last_name", "person__first_name", "pk")


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": who covered for `user`, and for whom `user` covered."""
    windows = CoverWindow.objects.filter(Q(supervisor=user) | Q(cover=user)).order_by("starts_at", "pk")
    return [
        {
            "supervisor": window.supervisor.name,
            "cover": window.cover.name,
            "programme": window.programme.name,
            "from": window.starts_at.isoformat(),
            "until": window.ends_at.isoformat() if window.ends_at else None,
        }
        for window in windows.select_related("supervisor", "cover", "programme")
    ]
