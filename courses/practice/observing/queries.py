"""What somebody has shadowed and how they were observed, and what an observer has written. Nothing opens a text."""

from datetime import datetime

from django.db.models import QuerySet

from courses.practice.observing.models import ObservedPractice, Shadowing
from people.models import User


def shadowed_by(user: User) -> QuerySet[Shadowing]:
    rows = Shadowing.objects.filter(person=user).select_related("group", "recorded_by")
    return rows.order_by("local_date", "pk")


def shown_to(user: User) -> QuerySet[ObservedPractice]:
    shown = ObservedPractice.objects.shown_to(user).select_related("group", "observer", "reply")
    return shown.order_by("-local_date", "pk")


def written_by(user: User, now: datetime) -> QuerySet[ObservedPractice]:
    """The latest first: drafts, and what was shown, with whether it was answered."""
    written = ObservedPractice.objects.of_observer(user, now).select_related("group", "person", "reply")
    return written.order_by("-local_date", "pk")
