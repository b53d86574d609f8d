"""One's own days, the last first."""

from datetime import datetime

from people.models import User
from supervision.own.models import OwnSupervision, OwnSupervisionQuerySet


def own_days(user: User, now: datetime) -> OwnSupervisionQuerySet:
    return OwnSupervision.objects.visible_to(user, now).order_by("-day")
