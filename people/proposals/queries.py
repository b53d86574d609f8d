"""Reads about proposals, each with a constant number of queries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dated import holds_at
from people.models import Programme, Role, SupervisionAssignment, SupervisionProposal, User


def supervisors_of(programme: Programme, now: datetime) -> QuerySet[User]:
    """The programme's supervisors by name, each with how many they supervise there as `supervised`."""
    supervised = Count(
        "supervises", distinct=True, filter=Q(supervises__programme=programme) & holds_at(now, "supervises__")
    )
    holding = User.objects.filter(
        holds_at(now, "appointments__"), appointments__role=Role.SUPERVISOR, appointments__programme=programme
    )
    return holding.annotate(supervised=supervised).order_by("sort_name", "pk")


def supervisors_to_choose(programme: Programme, facilitator: User, now: datetime) -> QuerySet[User]:
    """The same, without the facilitator, and without who supervises them already."""
    assignments = SupervisionAssignment.objects.current(now).filter(facilitator=facilitator, programme=programme)
    others = supervisors_of(programme, now).exclude(pk=facilitator.pk)
    return others.exclude(pk__in=assignments.values("supervisor"))


def with_load(supervisors: Iterable[Any]) -> list[tuple[User, str]]:
    """Each with words of how many they supervise."""
    return [(person, _load(person.name, person.supervised)) for person in supervisors]


def _load(name: str, supervised: int) -> str:
    if not supervised:
        return _("%(name)s, supervises no one yet") % {"name": name}
    words = ngettext("%(name)s, supervises %(count)s person", "%(name)s, supervises %(count)s people", supervised)
    return words % {"name": name, "count": supervised}


def latest_proposal(facilitator: User, programme: Programme) -> SupervisionProposal | None:
    found = SupervisionProposal.objects.filter(facilitator=facilitator, programme=programme)
    return found.select_related("supervisor", "facilitator").order_by("-proposed_at", "pk").first()


def open_proposal(facilitator: User, programme: Programme) -> SupervisionProposal | None:
    """The one that waits for its two answers."""
    found = SupervisionProposal.objects.open().filter(facilitator=facilitator, programme=programme)
    return found.select_related("supervisor", "proposed_by").first()


def proposed_now(proposal: SupervisionProposal | None) -> tuple[object, ...]:
    """What a page on which a supervisor is proposed shows of an earlier proposal."""
    return (proposal.pk, proposal.choices) if proposal else ()
