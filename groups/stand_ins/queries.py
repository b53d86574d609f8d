"""Sessions that need someone: for those who could stand in, for the pair, and for coordinators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from foundation.days import local_day
from groups.apart.queries import kept_apart
from groups.apologies.models import Apology
from groups.apologies.queries import Coming
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator, programmes_coordinated_by
from groups.stand_ins.models import StandInOffer
from people.models import Appointment, Authorisation, Role, User

A_DAY = timedelta(days=1)
# By days to start: a session that nobody covers is pressing, then urgent.
URGENT, PRESSING = 3, 10
# So long before it starts one who is still alone decides.
DECIDED_BEFORE = timedelta(hours=24)
REPEATED, WITHIN = 2, timedelta(weeks=12)


def uncovered() -> QuerySet[Apology]:
    """Apologies of people who are expected: whoever named another in their place is not."""
    named = SessionFacilitator.objects.filter(session=OuterRef("session"))
    return Apology.objects.standing().filter(~Exists(named) | Exists(named.filter(person=OuterRef("person"))))


def sessions_needing(user: User, now: datetime) -> QuerySet[GroupSession]:
    """Of programmes in which `user` is authorised, of groups of others, from yesterday on; the soonest first.

    `offered` on each: they have offered already.
    """
    of_its_programme = {"person": user, "programme": OuterRef("programme")}
    authorised = Authorisation.objects.current(now).filter(**of_its_programme)
    posts = Appointment.objects.current(now).filter(role=Role.FACILITATOR, **of_its_programme)
    # From the few apologies to their sessions: a programme has too many of these.
    missing = uncovered().filter(for_date__gte=local_day(now) - A_DAY)
    own = Facilitation.objects.current(now).filter(person=user).values("group")
    sessions = GroupSession.objects.planned().filter(
        Exists(authorised), Exists(posts), pk__in=missing.values("session")
    )
    named = SessionFacilitator.objects.filter(session=OuterRef("pk"), person=user)
    offered = StandInOffer.objects.open().filter(session=OuterRef("pk"), person=user)
    sessions = sessions.exclude(group__in=own).exclude(Exists(named)).annotate(offered=Exists(offered))
    return sessions.select_related("group", "programme").order_by("local_date", "local_start", "pk")


@dataclass(frozen=True)
class Needed:
    """A session that somebody could stand in at."""

    session: GroupSession
    days: int

    @property
    def is_urgent(self) -> bool:
        return self.days <= URGENT

    @property
    def is_pressing(self) -> bool:
        return self.days <= PRESSING


def needed(sessions: Iterable[GroupSession], user: User, now: datetime) -> list[Needed]:
    """Those that have not begun, but for whoever would rather not be with the one who is left. Two queries more."""
    ahead = [session for session in sessions if session.starts_at > now]
    if not ahead:
        return []
    groups = {session.group_id for session in ahead}
    pairs = Facilitation.objects.current(now).filter(group__in=groups).values_list("group", "person")
    apart = {next(iter(two - {user.pk})) for two in kept_apart([user.pk, *(person for _g, person in pairs)])
             if user.pk in two}  # fmt: skip
    closed = {group for group, person in pairs if person in apart}
    return [
        Needed(session, (session.local_date - local_day(now, session.zone)).days)
        for session in ahead
        if session.group_id not in closed
    ]


@dataclass(frozen=True)
class Covering:
    """On a session's page, for its pair: who offers, and whether the one who is left has to decide now."""

    offers: list[StandInOffer]
    decides: bool


def covering(session: GroupSession, coming: Coming | None, user: User, now: datetime) -> Covering | None:
    """None where nobody is missing."""
    if coming is None or not coming.away or len(coming.left) > 1:
        return None
    offers = StandInOffer.objects.open().filter(session=session).select_related("person").order_by("offered_at", "pk")
    return Covering(list(offers), coming.left == [user] and is_time_to_decide(session, now))


def is_time_to_decide(session: GroupSession, now: datetime) -> bool:
    return session.starts_at - DECIDED_BEFORE <= now < session.starts_at


def alone_again(user: User, now: datetime) -> QuerySet[PeerGroup]:
    """Groups of their programmes in which somebody decided to be alone twice or more in twelve weeks."""
    groups = PeerGroup.objects.filter(programme__in=programmes_coordinated_by(user, now))
    groups = groups.exclude(state=PeerGroup.State.ENDED)
    counted = groups.annotate(alone=Count("sessions", filter=Q(sessions__alone__at__gte=now - WITHIN)))
    return counted.filter(alone__gte=REPEATED).order_by("code_name", "pk")
