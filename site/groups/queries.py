"""Reads about groups and sessions, each with a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from groups.models import Facilitation, GroupSession, GroupSessionQuerySet, PeerGroup, local_day
from people.models import Authorisation, User

State = GroupSession.State


def sessions_cofacilitated(person: User, programme_id: UUID) -> int:
    """How many held sessions of the programme `person` facilitated. Counted from the sessions, once each."""
    return GroupSession.objects.held().filter(programme_id=programme_id).facilitated_by(person).count()


def partner_of(person: User, group: PeerGroup, now: datetime) -> User | None:
    """The other facilitator of the pair at `now`."""
    places = Facilitation.objects.current(now).filter(group=group).exclude(person=person)
    other = places.select_related("person").first()
    return other.person if other else None


def pair_of(group: PeerGroup, now: datetime) -> list[User]:
    """One or two people, in the order of their places."""
    places = Facilitation.objects.current(now).filter(group=group).select_related("person").order_by("place")
    return [place.person for place in places]


def groups_with_figures(user: User, now: datetime) -> QuerySet[PeerGroup]:
    """The groups that `user` may see, with `pair` (places), `held`, `last_held` and `next_planned` on each."""
    places = Facilitation.objects.current(now).select_related("person").order_by("place")
    return (
        PeerGroup.objects.visible_to(user, now)
        .select_related("programme", "specialty")
        .prefetch_related(Prefetch("facilitations", queryset=places, to_attr="pair"))
        .annotate(
            held=Count("sessions", filter=Q(sessions__state=State.HELD)),
            last_held=Max("sessions__local_date", filter=Q(sessions__state=State.HELD)),
            next_planned=Min(
                "sessions__local_date",
                filter=Q(sessions__state=State.PLANNED, sessions__local_date__gte=timezone.localdate(now)),
            ),
        )
        .order_by("code_name", "pk")
    )


def with_facts(sessions: GroupSessionQuerySet) -> GroupSessionQuerySet:
    """Everything that a line about a session shows, in two queries."""
    return sessions.select_related("group__programme", "recorded_by", "changed_by").prefetch_related(
        "session_facilitators__person"
    )


@dataclass(frozen=True)
class Diary:
    """Sessions by what there is to do: planned ones still to come, planned ones whose day has passed, the rest."""

    coming: list[GroupSession]
    to_record: list[GroupSession]
    past: GroupSessionQuerySet


def diary(sessions: GroupSessionQuerySet, now: datetime) -> Diary:
    """`past` is a query, newest first, for the page to cut."""
    planned = list(with_facts(sessions.filter(state=State.PLANNED).order_by("local_date", "local_start", "pk")))
    coming = [session for session in planned if session.local_date >= local_day(now, session.zone)]
    past = with_facts(sessions.exclude(state=State.PLANNED).order_by("-local_date", "-local_start", "pk"))
    return Diary(coming, [session for session in planned if session not in coming], past)


def colleagues_who_may_cover(group: PeerGroup, now: datetime) -> list[User]:
    """Those authorised in the group's programme who are not in its pair, by name."""
    in_pair = Facilitation.objects.current(now).filter(group=group).values("person")
    authorised = Authorisation.objects.current(now).filter(programme=group.programme_id).exclude(person__in=in_pair)
    colleagues = User.objects.filter(pk__in=authorised.values("person"), is_active=True)
    return list(colleagues.order_by("first_name", "last_name", "pk"))


def latest_sessions(group: PeerGroup, most: int = 3) -> list[GroupSession]:
    """The last few rows of the group, so that nobody enters a second one."""
    return list(with_facts(GroupSession.objects.filter(group=group).order_by("-local_date"))[:most])
