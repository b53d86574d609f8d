"""Reads about groups and sessions, each with a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from foundation.days import local_day
from groups.models import (
    LATELY,
    Facilitation,
    GroupSession,
    GroupSessionQuerySet,
    PeerGroup,
    SessionFacilitator,
    SessionNews,
)
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


def pair_around(group: PeerGroup, person: User, now: datetime) -> list[User]:
    """The pair; for `person` who has left it, those who were in it lately."""
    pair = pair_of(group, now)
    if person in pair:
        return pair
    lately = Facilitation.objects.holding_within(now - LATELY, now).filter(group=group).select_related("person")
    return list({place.person_id: place.person for place in lately.order_by("place", "starts_at")}.values()) or pair


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
                filter=Q(sessions__state=State.PLANNED, sessions__local_date__gte=local_day(now))
                & ~Q(state=PeerGroup.State.ENDED),
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
    """Sessions by what there is to do: planned ones still to come, planned ones that are over, the rest."""

    coming: list[GroupSession]
    to_record: list[GroupSession]
    past: GroupSessionQuerySet


def diary(sessions: GroupSessionQuerySet, now: datetime) -> Diary:
    """`past` is a query, newest first, for the page to cut."""
    planned = list(with_facts(sessions.filter(state=State.PLANNED).order_by("local_date", "local_start", "pk")))
    coming = [session for session in planned if session.ends_at > now and not session.group.is_over]
    over = [session for session in planned if session.ends_at <= now and not session.began_after_the_end]
    past = with_facts(sessions.exclude(state=State.PLANNED).order_by("-local_date", "-local_start", "pk"))
    return Diary(coming, over, past)


def colleagues_who_may_cover(group: PeerGroup, now: datetime) -> list[User]:
    """Those authorised in the group's programme who are not in its pair, by name."""
    in_pair = Facilitation.objects.current(now).filter(group=group).values("person")
    authorised = Authorisation.objects.current(now).filter(programme=group.programme_id).exclude(person__in=in_pair)
    colleagues = User.objects.filter(pk__in=authorised.values("person"), is_active=True)
    return list(colleagues.order_by("sort_name", "pk"))


def latest_sessions(group: PeerGroup, most: int = 3) -> list[GroupSession]:
    """The last few rows of the group, so that nobody enters a second one."""
    return list(with_facts(GroupSession.objects.filter(group=group).order_by("-local_date"))[:most])


def places_now_and_lately(user: User, now: datetime) -> tuple[list[PeerGroup], list[PeerGroup]]:
    """The groups whose pair `user` is in, and those whose pair they left lately. One query."""
    current = Exists(Facilitation.objects.current(now).filter(group=OuterRef("pk"), person=user))
    either: Any = PeerGroup.objects.facilitated_by(user, now) | PeerGroup.objects.left_by(user, now)
    groups = list(either.annotate(current=current).order_by("code_name", "pk"))
    return [group for group in groups if group.current], [group for group in groups if not group.current]


def news_for(user: User, most: int, now: datetime) -> list[SessionNews]:
    """What is new about sessions, the oldest first: one more than `most` where there are more.

    `absent` on each: whoever did it says that they were not there.
    """
    denied = SessionFacilitator.objects.filter(
        session=OuterRef("session"), person=OuterRef("by"), answer=SessionFacilitator.Answer.NOT_THERE
    )
    news = SessionNews.objects.filter(person=user, at__gt=now - LATELY).annotate(absent=Exists(denied))
    return list(news.select_related("session__group", "by").order_by("at", "pk")[: most + 1])
