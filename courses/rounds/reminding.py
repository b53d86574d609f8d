"""No authorisation waits in silence: its person is told when they are asked, a week ahead, and as it is paused.

Their coordinators are told of the last, once for each time.
"""

from datetime import datetime, timedelta

from courses.rounds.models import RedoRound
from courses.rounds.notices import ASKED, PAUSED, SOMEONE_PAUSED, SOON
from courses.rounds.queries import at_gates, authorised_and_concerned
from delivery.mail import notify
from foundation.days import local_day
from people.models import Appointment, Authorisation, Role, User

AHEAD = timedelta(days=7)
# A worker that was away for so long still tells; who is authorised much later has been told of what is missing then.
TOLD_FOR = timedelta(days=14)


def remind(now: datetime) -> None:
    """Each once for each stage, whatever hour it is asked."""
    for asked in at_gates().filter(counts_until__gte=local_day(now) - TOLD_FOR):
        concerned = authorised_and_concerned(asked, now)
        # A safety reason is mailed as it is recorded.
        for authorisation in concerned if asked.safety_at is None else ():
            notify(authorisation.person, _stage(asked, now), about=asked.pk, now=now)
        if _is_over(asked, now):
            _tell_coordinators(asked, concerned, now)


def _stage(asked: RedoRound, now: datetime) -> str:
    if _is_over(asked, now):
        return PAUSED
    return SOON if local_day(now) >= asked.counts_until - AHEAD else ASKED


def _is_over(asked: RedoRound, now: datetime) -> bool:
    return asked.safety_at is not None or local_day(now) > asked.counts_until


def _tell_coordinators(asked: RedoRound, paused: list[Authorisation], now: datetime) -> None:
    programmes = {authorisation.programme_id for authorisation in paused}
    coordinators = User.objects.filter(
        pk__in=Appointment.objects.current(now)
        .filter(role=Role.COORDINATOR, programme__in=programmes)
        .values("person"),
        is_active=True,
    )
    for coordinator in coordinators.order_by("pk"):
        notify(coordinator, SOMEONE_PAUSED, about=asked.pk, now=now)
