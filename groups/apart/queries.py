"""Whom somebody keeps apart from, and whom they could name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from groups.apart.models import NotWith
from people.models import Appointment, Role, User


def own_rows(user: User, now: datetime) -> QuerySet[NotWith]:
    return NotWith.objects.visible_to(user, now).select_related("other").order_by("other__sort_name", "pk")


def colleagues_to_name(user: User, now: datetime) -> QuerySet[User]:
    """The other facilitators of their programmes whom they have not named yet, by name."""
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR)
    own = facilitators.filter(person=user).values("programme")
    people = User.objects.filter(pk__in=facilitators.filter(programme__in=own).values("person"))
    named = NotWith.objects.filter(person=user).values("other")
    return people.exclude(pk=user.pk).exclude(pk__in=named).order_by("sort_name", "pk")


def kept_apart(people: Collection[UUID] | QuerySet[Any]) -> set[frozenset[UUID]]:
    """The pairs among these people of whom one has named the other: for whoever proposes pairs, and shown to nobody."""
    rows = NotWith.objects.filter(Q(person__in=people) & Q(other__in=people))
    return {frozenset(pair) for pair in rows.values_list("person_id", "other_id")}
