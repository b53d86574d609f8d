"""Editors are reminded of a module that must be read again: 60 days ahead, and once more when its day has passed."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from courses.queries import modules_due_for_review
from delivery.reminders.rules import Due, register_reminder
from foundation.days import local_day
from people.models import Appointment, Role

DUE = "module_review_due"


def register() -> None:
    register_reminder(
        DUE,
        title=_("A module that is due to be read again"),
        subject=_("A module is due for review"),
        sentence=_("A module of the course is due to be read again."),
        page="wagtailadmin_home",
        roles=[Role.EDITOR],
        due=reviews_due,
    )


def reviews_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Each editor once for each day of review and once when it has passed."""
    today = local_day(now)
    modules = modules_due_for_review(today)
    for editor in _editors(now, people) if modules else ():
        for module in modules:
            passed = "passed" if module.review_by and module.review_by < today else "ahead"
            yield Due(editor, module.translation_key, f"{module.review_by}:{passed}")


def _editors(now: datetime, people: Iterable[UUID] | None) -> list[UUID]:
    current = Appointment.objects.current(now).filter(role=Role.EDITOR)
    found = current if people is None else current.filter(person__in=people)
    return list(found.order_by("person").values_list("person", flat=True).distinct())
