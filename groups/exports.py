"""The sessions a person facilitated, for "my data": facts only, as they stand."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from groups.models import GroupSession, SessionFacilitator, SessionNews
from groups.permissions import place_in
from groups.queries import with_facts
from people.models import User


def sessions_of(user: User, now: datetime) -> list[dict[str, Any]]:
    named = SessionFacilitator.objects.filter(person=user).values("session")
    sessions = with_facts(GroupSession.objects.filter(pk__in=named)).order_by("local_date", "local_start", "pk")
    return [_facts(session) | _own_answer(session, user) for session in sessions]


def _own_answer(session: GroupSession, user: User) -> dict[str, Any]:
    """What this person says of it themselves."""
    place = place_in(user, session)
    return {
        "you_say": str(place.get_answer_display()) if place and place.answer else None,
        "you_said_it": stamp(place.answered_at) if place else None,
    }


def news_of(user: User, now: datetime) -> list[dict[str, Any]]:
    """What others did to sessions that this person has not marked as seen."""
    return [
        {
            "group": one.session.group.code_name,
            "date": one.session.local_date.isoformat(),
            "what": str(one.get_kind_display()),
            "by": one.by.name,
            "at": stamp(one.at),
        }
        for one in SessionNews.objects.filter(person=user).select_related("session__group", "by").order_by("at", "pk")
    ]


def _facts(session: GroupSession) -> dict[str, Any]:
    return {
        "group": session.group.code_name,
        "programme": session.group.programme.name,
        "date": session.local_date.isoformat(),
        "start": session.local_start.isoformat("minutes"),
        "zone": session.zone,
        "what_happened": str(session.get_state_display()),
        "why_cancelled": str(session.get_cancel_reason_display()) if session.cancel_reason else None,
        "minutes": session.minutes,
        "attending": session.attending,
        "newcomers": session.newcomers,
        "themes": session.theme_words,
        "facilitators": sorted(place.person.name for place in session.session_facilitators.all()),
        "agreement_restated": session.agreement_restated,
        "ended_on_time": session.ended_on_time,
        "technical_problem": session.technical_problem,
        "service_suggested": session.signposting_offered,
        "entered": stamp(session.recorded_at),
    }
