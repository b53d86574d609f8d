"""Who has nobody: without a supervisor, alone in a pair, or authorised and neither meeting nor supervised for long.

The same questions are asked for a programme's coordinator, about everybody, and for one's own My day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField

from foundation.days import local_day
from foundation.http import Request
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from people.models import Appointment, Authorisation, Role, SupervisionAssignment, SupervisionProposal
from people.roster.queries import name_of
from supervision.logs.models import LogState, LogVersion, ReplyDraft
from supervision.meetings.models import MeetingAttendee

# Three months without a session or supervision: whoever is authorised may have drifted away.
LONG = timedelta(days=91)
# A group in one of these needs two people now.
MEETING = (PeerGroup.State.RUNNING, PeerGroup.State.PAUSED, PeerGroup.State.ENDING)


def facilitators_in(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    held = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme__in=list(programmes))
    return held.select_related("person", "programme").order_by("person__sort_name", "pk")


def without_supervisor(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    """Facilitators whom nobody supervises; `proposed` where somebody is asked to."""
    asked = SupervisionProposal.objects.filter(
        facilitator=OuterRef("person"), programme=OuterRef("programme"), state=SupervisionProposal.State.OPEN
    )
    return facilitators_in(programmes, now).filter(~_supervised(now)).annotate(proposed=Exists(asked))


def idle(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    """Those authorised for longer than `LONG` who meanwhile had neither a session nor supervision."""
    return facilitators_in(programmes, now).filter(_authorised(now), ~_met(now), ~_supervised_lately(now))


def incomplete_pairs(programmes: Iterable[UUID], now: datetime) -> QuerySet[PeerGroup]:
    """Groups with one person in their pair; and those that meet and have nobody. `left` is the one, if there is one."""
    places = Facilitation.objects.current(now).filter(group=OuterRef("pk"))
    one, two = Exists(places.filter(place=1)), Exists(places.filter(place=2))
    groups = PeerGroup.objects.filter(programme__in=list(programmes)).exclude(state=PeerGroup.State.ENDED)
    short = groups.filter(~Q(one & two)).filter(Q(one | two) | Q(state__in=MEETING))
    return short.select_related("programme").order_by("code_name", "pk")


def _supervised(now: datetime) -> Exists:
    held = SupervisionAssignment.objects.current(now)
    return Exists(held.filter(facilitator=OuterRef("person"), programme=OuterRef("programme")))


def _authorised(now: datetime) -> Exists:
    held = Authorisation.objects.current(now).filter(starts_at__lte=now - LONG)
    return Exists(held.filter(person=OuterRef("person"), programme=OuterRef("programme")))


def _met(now: datetime) -> Exists:
    """Whether they facilitated a session, also one to which nobody came, within `LONG`."""
    took_place = (GroupSession.State.HELD, GroupSession.State.NOBODY_CAME)
    lately = SessionFacilitator.objects.counted().filter(
        session__state__in=took_place, session__local_date__gt=local_day(now) - LONG
    )
    return Exists(lately.filter(person=OuterRef("person"), session__programme=OuterRef("programme")))


def _supervised_lately(now: datetime) -> Exists:
    came = MeetingAttendee.objects.attended().filter(meeting__local_date__gt=local_day(now) - LONG)
    return Exists(came.filter(person=OuterRef("person"), meeting__programme=OuterRef("programme")))


# One's own ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnStanding:
    """How somebody stands in one programme in which they facilitate. `alone` names the group `alone_in`."""

    programme_id: UUID
    supervised: bool
    placed: bool
    idle: bool
    alone_in: UUID | None
    alone: str
    # Whether a log of theirs that was shared came back unread, in any programme.
    log_came_back: bool
    # Whether they have begun a reply to an answer, in any programme; it may have been sent or emptied since.
    reply_begun: bool
    # Whether attendance at a meeting of theirs was put right and they have not seen it, in any programme.
    attendance_put_right: bool
    # The name of who has coordinated longest, and is not themselves.
    coordinator: str

    @property
    def lacks_something(self) -> bool:
        return not self.supervised or self.idle or self.alone_in is not None


def own_standings(request: Request) -> list[OwnStanding]:
    """The user's, in each programme in which they facilitate. One query, once a request."""
    if not hasattr(request, "_own_standings"):
        request._own_standings = _read(request)  # type: ignore[attr-defined]
    kept: list[OwnStanding] = request._own_standings  # type: ignore[attr-defined]
    return kept


def _read(request: Request) -> list[OwnStanding]:
    programmes, now = request.roles.get(Role.FACILITATOR, []), request.now
    places = Facilitation.objects.current(now)
    mine = places.filter(person=OuterRef("person"), group__programme=OuterRef("programme"))
    others = places.filter(group=OuterRef("group")).exclude(person=OuterRef("person"))
    alone = mine.filter(~Exists(others)).order_by("group__code_name")
    rows: Any = (
        facilitators_in(programmes, now)
        .filter(person=request.user)
        .annotate(
            supervised=_supervised(now),
            placed=Exists(mine),
            long_authorised=_authorised(now),
            met=_met(now),
            supervised_lately=_supervised_lately(now),
            coordinator=_coordinator(now),
            log_came_back=_log_came_back(),
            reply_begun=_reply_begun(),
            attendance_put_right=_attendance_put_right(),
            alone_in=Subquery(alone.values("group")[:1], output_field=UUIDField()),
            alone=Subquery(alone.values("group__code_name")[:1]),
        )
    )
    return [
        OwnStanding(
            programme_id=row.programme_id,
            supervised=row.supervised,
            placed=row.placed,
            idle=row.long_authorised and not row.met and not row.supervised_lately,
            log_came_back=row.log_came_back,
            reply_begun=row.reply_begun,
            attendance_put_right=row.attendance_put_right,
            alone_in=row.alone_in,
            alone=row.alone or "",
            coordinator=row.coordinator or "",
        )
        for row in rows
    ]


def _log_came_back() -> Exists:
    shared = LogVersion.objects.filter(log__owner=OuterRef("person"), log__state=LogState.DRAFT)
    return Exists(shared.filter(log__redacted_at=None))


def _reply_begun() -> Exists:
    return Exists(ReplyDraft.objects.filter(log__owner=OuterRef("person"), text__version__gt=0))


def _attendance_put_right() -> Exists:
    asked = MeetingAttendee.objects.filter(person=OuterRef("person"))
    return Exists(asked.filter(meeting__addenda__number__gt=F("addenda_seen")))


def _coordinator(now: datetime) -> Subquery:
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=OuterRef("programme"))
    others: Any = posts.exclude(person=OuterRef("person")).order_by("starts_at", "pk")
    return Subquery(others.annotate(who=name_of("person")).values("who")[:1])
