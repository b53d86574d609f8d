"""What a person types into the form for a session, and the facts that a service is given."""

from datetime import time, timedelta

from groups.models import GroupSession
from groups.services import record_session
from tests.people import Cast


def record(cast: Cast, *, by=None, days_ago: int = 3, **changes) -> GroupSession:
    """Alder's session of a day, held by Anna and Ben unless told otherwise."""
    facts = {
        "group": cast.alder, "by": by or cast.anna, "local_date": (cast.now - timedelta(days=days_ago)).date(),
        "local_start": time(18, 30), "state": "held", "minutes": 45, "attending": 7, "newcomers": 1,
        "themes": ["workload", "joy"], "facilitators": [cast.anna, cast.ben], "now": cast.now,
    }
    return record_session(**facts | changes)


def typed(cast: Cast, *, days_ago: int = 3, **changes) -> dict[str, object]:
    """The same, as a browser sends it."""
    day = (cast.now - timedelta(days=days_ago)).date()
    answers = {
        "group": str(cast.alder.pk), "local_date": day.isoformat(), "local_start": "18:30", "state": "held",
        "minutes": "45", "attending": "7", "newcomers": "1", "themes": ["workload", "joy"],
        "facilitators": [str(cast.anna.pk), str(cast.ben.pk)],
    }
    return {name: value for name, value in (answers | changes).items() if value is not None}


def facts_in(session: GroupSession) -> tuple[str, int | None, int]:
    session.refresh_from_db()
    return session.state, session.attending, session.revision
