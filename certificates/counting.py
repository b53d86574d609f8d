"""How each kind of rule is counted and put into words. A new kind is one more `AwardRule.Kind` and an entry in KINDS.

Each count is an expression over a facilitator's Appointment, so that a whole board is counted in one query.
What was done up to the day of an earlier certificate counted for that one; a renewal counts from the day after. After
a revocation it counts from the day after that: else what led to it could be certified again at once.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Expression, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, JSONObject, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from certificates.models import Award, AwardRule, Certificate, CertificateEvent
from foundation.days import local_day
from groups.models import GroupSession, SessionFacilitator
from people.models import Appointment, Authorisation
from supervision.meetings.models import MeetingAttendee

BEFORE_ALL = date(1900, 1, 1)


@dataclass(frozen=True)
class Period:
    """From the day after `since` (an expression) up to `now`, where the programme is."""

    since: Any
    now: datetime
    zone: str

    def days(self, field: str) -> dict[str, Any]:
        return {f"{field}__gt": self.since, f"{field}__lte": local_day(self.now, self.zone)}


class Actor(Enum):
    """Who acts next towards what is not met yet."""

    THEMSELVES = "themselves"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Counted:
    """A kind of rule: its rows, and its figure in words, filled with `done` and `n`, the threshold.

    `adds_up`: it is counted over a time, and counted anew for a renewal. `route` is where a facilitator adds to it.
    """

    rows: Callable[[Period], QuerySet[Any]]
    lacking: Promise
    met: Promise
    adds_up: bool = True
    actor: Actor = Actor.COORDINATOR
    route: str = ""


def authorised(period: Period) -> QuerySet[Any]:
    return Authorisation.objects.current(period.now).filter(person=OuterRef("person"), programme=OuterRef("programme"))


def sessions(period: Period) -> QuerySet[Any]:
    """Held sessions of the programme that the person facilitated (`groups.queries.sessions_cofacilitated`)."""
    return SessionFacilitator.objects.counted().filter(
        person=OuterRef("person"),
        session__programme=OuterRef("programme"),
        session__state=GroupSession.State.HELD,
        **period.days("session__local_date"),
    )


def supervisions(period: Period) -> QuerySet[Any]:
    """Recorded meetings of the programme at which they were (`supervision.meetings.queries.supervisions_attended`)."""
    return MeetingAttendee.objects.attended().filter(
        person=OuterRef("person"), meeting__programme=OuterRef("programme"), **period.days("meeting__local_date")
    )


KINDS: dict[str, Counted] = {
    AwardRule.Kind.AUTHORISED: Counted(
        rows=authorised,
        lacking=_("Not yet"),
        met=_("Since %(since)s"),
        adds_up=False,
    ),
    AwardRule.Kind.SESSIONS: Counted(
        rows=sessions,
        lacking=ngettext_lazy("%(done)s of %(n)s session", "%(done)s of %(n)s sessions", "n"),
        met=ngettext_lazy("%(done)s session (%(n)s needed)", "%(done)s sessions (%(n)s needed)", "done"),
        actor=Actor.THEMSELVES,
        route="groups:sessions",
    ),
    AwardRule.Kind.SUPERVISIONS: Counted(
        rows=supervisions,
        lacking=ngettext_lazy("%(done)s of %(n)s meeting", "%(done)s of %(n)s meetings", "n"),
        met=ngettext_lazy("%(done)s meeting (%(n)s needed)", "%(done)s meetings (%(n)s needed)", "done"),
        actor=Actor.SUPERVISOR,
    ),
}


def with_counts(
    appointments: QuerySet[Appointment], rules: list[AwardRule], now: datetime, *, certified: Collection[UUID]
) -> QuerySet[Appointment]:
    """`appointments` of facilitators, each with a count for every rule: see `count_of` and `counted_since`.

    `certified` are the awards that any of them has a certificate of. Of the others everything counts, and not to ask
    when it began saves a quarter of the work for somebody's first certificate.
    """
    since, counts = counts_of(rules, now, certified=certified)
    return appointments.annotate(**since).annotate(counts=JSONObject(**counts))


def counts_of(
    rules: list[AwardRule], now: datetime, *, certified: Collection[UUID]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Since when each award counts, under a name of its own; and what builds on it, the counts by rule."""
    since: dict[str, Expression | F | Any] = {
        _since(award.pk): counted_until(award) if award.pk in certified else Value(BEFORE_ALL)
        for award in {rule.award for rule in rules}
    }
    return since, {str(rule.pk): how_many(KINDS[rule.kind].rows(period_of(rule, now))) for rule in rules}


def count_of(row: Appointment, rule: AwardRule) -> int:
    """Of a row that `with_counts` gave."""
    counts: dict[str, int] = row.counts  # type: ignore[attr-defined]
    return counts[str(rule.pk)]


def counted_since(row: Appointment, award: Award) -> date:
    """Of a row that `with_counts` gave: the last day that counts no more."""
    day: date = vars(row)[_since(award.pk)]
    return day


def _since(award_id: UUID) -> str:
    return f"since_{award_id.hex}"


def period_of(rule: AwardRule, now: datetime) -> Period:
    return Period(OuterRef(_since(rule.award_id)), now, rule.award.programme.zone)


def counted_until(award: Award) -> Greatest:
    """The last day that counts no more: of the last certificate that was earned, or of its revocation."""
    earned = Certificate.objects.earned().filter(award=award, person=OuterRef("person")).order_by("-cycle")
    revoked = (
        CertificateEvent.objects.filter(
            kind=CertificateEvent.Kind.REVOKED, certificate__award=award, certificate__person=OuterRef("person")
        )
        .order_by("-at")
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(award.programme.zone)))
    )
    days = (Subquery(earned.values("issued_on")[:1]), Subquery(revoked.values("day")[:1]))
    return Greatest(*(Coalesce(day, Value(BEFORE_ALL)) for day in days), output_field=DateField())


def how_many(rows: QuerySet[Any]) -> Coalesce:
    """The number of `rows` of a correlated query, 0 when there are none."""
    one_group = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(one_group.annotate(n=Count("pk")).values("n")), 0)
