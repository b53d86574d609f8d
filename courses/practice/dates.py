"""What stands in the calendar of whoever runs a practice day, or is invited to it and has not said no."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from courses.practice.models import DayState, DayTrainer, PracticeDay, PracticePlace
from delivery.calendar.events import Event, Title, Window
from people.models import User

Answer = PracticePlace.Answer


def days_in_calendar(user: User, window: Window, _now: datetime) -> Iterable[Event]:
    invited = PracticePlace.objects.kept().filter(person=user).exclude(answer__in=[Answer.NO, Answer.CANNOT])
    trained = DayTrainer.objects.filter(person=user)
    days = PracticeDay.objects.filter(Q(pk__in=invited.values("day")) | Q(pk__in=trained.values("day")))
    return [
        Event(
            key=day.pk,
            title=Title.TRAINING,
            day=day.local_date,
            start=day.local_start,
            minutes=day.minutes,
            zone=day.zone,
            cancelled=day.state == DayState.CANCELLED,
            revision=day.calendar_revision,
            changed_at=day.calendar_at,
        )
        for day in days.filter(local_date__range=window.days)
    ]
