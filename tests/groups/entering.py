"""What a person types into the form for a session, and the facts that a service is given."""

from datetime import time, timedelta

from groups.facts import SessionFacts
from groups.models import GroupSession
from groups.services import save_facts
from tests.people import Cast

# What is said of a change and is no fact of the session.
DOOR = {"group", "now", "base_revision", "session", "as_well"}


def record(cast: Cast, *, by=None, days_ago: int = 3, **changes) -> GroupSession:
    """Alder's session of a day, held by Anna and Ben unless told otherwise."""
    facts = {
        "local_date": (cast.now - timedelta(days=days_ago)).date(),
        "local_start": time(18, 30),
        "state": "held",
        "attending": 7,
        "newcomers": 1,
        "themes": ["workload", "joy"],
        "facilitators": [cast.anna, cast.ben],
    }
    door = {name: changes.pop(name) for name in DOOR & set(changes)}
    group = door.pop("group", cast.alder)
    return save_facts(group=group, by=by or cast.anna, facts=facts_of(**facts | changes), **{"now": cast.now} | door)


def facts_of(*, facilitators=(), themes=(), **facts) -> SessionFacts:
    """Facts in which people are named by themselves."""
    present = frozenset(person.pk for person in facilitators)
    return SessionFacts(facilitators=present, themes=frozenset(themes), **facts)


def typed(cast: Cast, *, days_ago: int = 3, **changes) -> dict[str, object]:
    """The same, as a browser sends it."""
    day = (cast.now - timedelta(days=days_ago)).date()
    answers = {
        "group": str(cast.alder.pk),
        "local_date": day.isoformat(),
        "local_start": "18:30",
        "state": "held",
        "minutes": "45",
        "attending": "7",
        "newcomers": "1",
        "themes": ["workload", "joy"],
        "facilitators": [str(cast.anna.pk), str(cast.ben.pk)],
    }
    return {name: value for name, value in (answers | changes).items() if value is not None}


def facts_in(session: GroupSession) -> tuple[str, int | None, int]:
    session.refresh_from_db()
    return session.state, session.attending, session.revision
