"""The sessions a person facilitated, for "my data": facts only, as they stand."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.facts import PLAIN
from groups.models import GroupSession, SessionFacilitator
from groups.news.models import SessionNews
from groups.permissions import place_in
from groups.queries import with_facts
from people.models import User


@part
def sessions_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    named = SessionFacilitator.objects.filter(person=user).values("session")
    sessions = with_facts(GroupSession.objects.filter(pk__in=named)).order_by("local_date", "local_start", "pk")
    yield (sessions,)
    return [_facts(session) | _own_answer(session, user) for session in sessions]


def _own_answer(session: GroupSession, user: User) -> dict[str, Any]:
    """What this person says of it themselves."""
    place = place_in(user, session)
    return {
        "you_say": str(place.get_answer_display()) if place and place.answer else None,
        "you_said_it": stamp(place.answered_at) if place else None,
    }


@part
def news_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """What others did to sessions that this person has not marked as seen."""
    unseen = SessionNews.objects.filter(person=user).select_related("session__group", "by").order_by("at", "pk")
    yield (unseen,)
    return [
        {
            "group": news.session.group.code_name,
            "date": news.session.local_date.isoformat(),
            "what": str(news.get_kind_display()),
            "by": news.by.name,
            "at": stamp(news.at),
        }
        for news in unseen
    ]


def _facts(session: GroupSession) -> dict[str, Any]:
    return {
        "group": session.group.code_name,
        "programme": session.group.programme.name,
        "date": session.local_date.isoformat(),
        "start": session.local_start.isoformat("minutes"),
        "zone": session.zone,
        "planned_for": _planned_for(session),
        "what_happened": str(session.get_state_display()),
        "why_cancelled": str(session.get_cancel_reason_display()) if session.cancel_reason else None,
        "facilitators": sorted(place.person.name for place in session.session_facilitators.all()),
        "themes": session.theme_words,
        **{name: getattr(session, name) for name in PLAIN},
        "entered": stamp(session.recorded_at),
    }


def _planned_for(session: GroupSession) -> str | None:
    """Where it is known to have been planned for another time."""
    if not session.was_at_another_time:
        return None
    assert session.planned_date
    return f"{session.planned_date.isoformat()} {session.planned_start:%H:%M}, {session.planned_minutes} minutes"
