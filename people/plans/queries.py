"""Reads about the plans of programmes."""

from collections.abc import Iterable
from uuid import UUID

from people.models import Programme
from people.plans.models import ProgrammePlan


def plan_of(programme: Programme) -> ProgrammePlan | None:
    return ProgrammePlan.objects.of(programme).select_related("written_by").first()


def newest_plans(programmes: Iterable[UUID]) -> dict[UUID, ProgrammePlan]:
    """The plan of each programme that has one. One query."""
    rows = ProgrammePlan.objects.filter(programme__in=list(programmes)).select_related("programme").order_by("number")
    return {plan.programme_id: plan for plan in rows}
