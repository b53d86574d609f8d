"""Who cannot come, for a session's page and for My day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from foundation.days import local_day
from groups.apologies.models import Apology
from groups.models import GroupSession
from groups.queries import expected_at
from people.models import User

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Coming:
    """To a session that is planned: who cannot come, who is left, and whether the reader may say so themselves."""

    away: list[User]
    left: list[User]
    may_apologise: bool
    has_apologised: bool


def coming_to(session: GroupSession, person: User, now: datetime) -> Coming | None:
    """None for one that has begun, or is not planned."""
    if session.state != GroupSession.State.PLANNED or session.starts_at <= now:
        return None
    apologies = Apology.objects.standing().filter(session=session).select_related("person").order_by("at", "pk")
    away = [apology.person for apology in apologies]
    expected = expected_at(session, now)
    left = [item for item in expected if item not in away]
    return Coming(away, left, person in left, person in away and person in expected)


def apologies_supervised(user: User, now: datetime) -> QuerySet[Apology]:
    """For sessions ahead, of those whom `user` supervises; the soonest first."""
    ahead = Apology.objects.standing().filter(session__local_date__gte=local_day(now) - A_DAY)
    rows = ahead.of_supervised(user, now).select_related("session__group", "person")
    return rows.order_by("for_date", "for_start", "pk")
