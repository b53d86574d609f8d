"""Reads about groups and sessions, each with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from foundation.days import local_day
from groups.apologies.models import Apology
from groups.models import (
    LATELY,
    Facilitation,
    GroupSession,
    GroupSessionQuerySet,
    PeerGroup,
    PeerGroupQuerySet,
    SessionFacilitator,
)
from groups.news.models import SessionNews
from people.models import Authorisation, User
from people.searching import named

State, Reason = GroupSession.State, GroupSession.CancelReason
A_DAY = timedelta(days=1)
# So many of yesterday and today may be over when the next ones are sought.
MOST_BEGUN = 6


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


def expected_at(session: GroupSession, now: datetime) -> list[User]:
    """At a session that is planned: whoever is named in it, else the pair."""
    named = [place.person for place in session.session_facilitators.all()]
    return named or pair_of(session.group, now)


def groups_named(sought: str, user: User, now: datetime, state: str = "") -> QuerySet[PeerGroup]:
    """The groups that `user` may see, by name; those with `sought` in it, or in the name of one of their pair."""
    groups = PeerGroup.objects.visible_to(user, now).order_by("code_name", "pk")
    if state:
        groups = groups.filter(state=state)
    return named_like(groups, sought, now) if sought else groups


def named_like(groups: QuerySet[PeerGroup], sought: str, now: datetime) -> QuerySet[PeerGroup]:
    """Those of `groups` with `sought` in their name, or in the name of one of their pair."""
    places = Facilitation.objects.current(now).filter(named(sought, "person__"))
    return groups.filter(Q(code_name__icontains=sought) | Q(pk__in=places.values("group")))


def groups_with_figures(user: User, now: datetime) -> QuerySet[PeerGroup]:
    """The groups that `user` may see, each `with_figures`."""
    return _with_figures(PeerGroup.objects.visible_to(user, now), now)


def with_figures(groups: Iterable[PeerGroup], now: datetime) -> QuerySet[PeerGroup]:
    """These groups, by name, with `pair` (places), `held`, `last_held` and `next_planned` on each."""
    return _with_figures(PeerGroup.objects.filter(pk__in=[group.pk for group in groups]), now)


def _with_figures(groups: PeerGroupQuerySet, now: datetime) -> QuerySet[PeerGroup]:
    places = Facilitation.objects.current(now).select_related("person").order_by("place")
    return (
        groups.select_related("programme", "specialty")
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
    places = Prefetch("session_facilitators", SessionFacilitator.objects.select_related("person"))
    return sessions.select_related("group__programme", "recorded_by", "changed_by").prefetch_related(places)


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
    # What a change of the series took out, before anybody had touched it, is no session.
    known = sessions.exclude(state=State.PLANNED).exclude(cancel_reason=Reason.PLAN)
    past = with_facts(known.order_by("-local_date", "-local_start", "pk"))
    return Diary(coming, over, past)


def planned_from_yesterday(user: User, now: datetime) -> QuerySet[GroupSession]:
    """Planned ones that `user` is expected at, of the pairs they are in and those that name them, soonest first.

    `i_am_away` and `other_away` on each: who said that they cannot come.
    """
    planned = GroupSession.objects.of(user, now).planned().filter(local_date__gte=local_day(now) - A_DAY)
    away = Apology.objects.standing().filter(session=OuterRef("pk"))
    planned = planned.annotate(i_am_away=Exists(away.filter(person=user)), other_away=Exists(away.exclude(person=user)))
    return planned.select_related("group").order_by("local_date", "local_start", "pk")


def colleagues_who_may_cover(group: PeerGroup, now: datetime) -> QuerySet[User]:
    """Those authorised in the group's programme who are not in its pair, by name."""
    in_pair = Facilitation.objects.current(now).filter(group=group).values("person")
    authorised = Authorisation.objects.current(now).filter(programme=group.programme_id).exclude(person__in=in_pair)
    return User.objects.filter(pk__in=authorised.values("person"), is_active=True).order_by("sort_name", "pk")


def latest_sessions(group: PeerGroup, now: datetime, most: int = 3) -> list[GroupSession]:
    """The last few rows of the group up to tomorrow, so that nobody enters a second one."""
    until = local_day(now, group.programme.zone) + A_DAY
    sessions = GroupSession.objects.filter(group=group, local_date__lte=until).exclude(cancel_reason=Reason.PLAN)
    return list(with_facts(sessions.order_by("-local_date", "-local_start"))[:most])


def places_now_and_lately(user: User, now: datetime) -> tuple[list[PeerGroup], list[PeerGroup]]:
    """The groups whose pair `user` is in, and those whose pair they left lately. One query."""
    current = Exists(Facilitation.objects.current(now).filter(group=OuterRef("pk"), person=user))
    paired: Any = PeerGroup.objects.facilitated_by(user, now) | PeerGroup.objects.left_by(user, now)
    groups = list(paired.annotate(current=current).order_by("code_name", "pk"))
    return [group for group in groups if group.current], [group for group in groups if not group.current]


def news_for(user: User, now: datetime) -> QuerySet[SessionNews]:
    """What is new about sessions, the oldest first.

    `absent` on each: whoever did it says that they were not there.
    """
    denied = SessionFacilitator.objects.filter(
        session=OuterRef("session"), person=OuterRef("by"), answer=SessionFacilitator.Answer.NOT_THERE
    )
    news = SessionNews.objects.filter(person=user, at__gt=now - LATELY).annotate(absent=Exists(denied))
    return news.select_related("session__group", "by").order_by("at", "pk")
