"""The sessions a person facilitated, for "my data": facts only, as they stand."""

from datetime import datetime
from typing import Any

from groups.models import GroupSession
from groups.queries import with_facts
from people.models import User


def sessions_of(user: User, now: datetime) -> list[dict[str, Any]]:
    sessions = with_facts(GroupSession.objects.facilitated_by(user)).order_by("local_date", "pk")
    return [_facts(session) for session in sessions]


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
        "entered": session.recorded_at.isoformat() if session.recorded_at else None,
    }
