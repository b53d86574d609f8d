"""Editors are reminded of a module that must be read again: 60 days ahead, and once more when its day has passed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from courses.queries import modules_due_for_review
from delivery.chores import Chore, chores
from delivery.mail import notify, register_notice
from foundation.days import local_day
from people.models import Appointment, Role, User

EVERY = timedelta(hours=1)
DUE = "module_review_due"


def register() -> None:
    register_notice(
        DUE,
        subject=_("A module is due for review"),
        sentence=_("A module of the course is due to be read again."),
        path="/admin/",
    )
    chores.register("courses.reviews_due", Chore(EVERY, remind_editors))


def remind_editors(now: datetime) -> None:
    """Each editor once for each day of review and once when it has passed, whatever hour it is asked."""
    modules = modules_due_for_review(local_day(now))
    editors = editors_of(now) if modules else []
    for module in modules:
        passed = "passed" if module.review_by and module.review_by < local_day(now) else "ahead"
        for editor in editors:
            once = f"{module.review_by}:{passed}"
            notify(editor, DUE, about=module.translation_key, now=now, once=once)


def editors_of(now: datetime) -> list[User]:
    current = Appointment.objects.current(now).filter(role=Role.EDITOR, person__is_active=True)
    return list(User.objects.filter(pk__in=current.values("person")).order_by("pk"))
