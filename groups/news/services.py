"""Who is told what of a session: nobody is credited, moved or left out without hearing of it.

A line on My day until it has been seen, and a mail that says only that there is something new.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from delivery.mail import notify
from groups.facts import SessionFacts
from groups.models import Facilitation, GroupSession, SessionFacilitator
from groups.news.models import SessionNews
from people.models import User

State = GroupSession.State
Kind = SessionNews.Kind
RECORDED = (State.HELD, State.NOBODY_CAME)
NOTICE = "session_news"


def tell(row: GroupSession, before: SessionFacts | None, facts: SessionFacts, *, by: User, now: datetime) -> None:
    """Tell everybody but `by` what their change means for them. `before` are the facts that it replaced."""
    if facts.state in RECORDED:
        _tell_of_credit(row, before, facts, by, now)
    elif facts.state == State.CANCELLED:
        row.news.all().delete()
        _tell(row, Kind.CANCELLED, _concerned(row, before, by, now), by, now)
    elif before is None or before.state != State.PLANNED:
        _tell(row, Kind.PLANNED, _concerned(row, facts, by, now), by, now)
    if before and before.state == facts.state and _has_moved(before, facts):
        _tell(row, Kind.MOVED, _concerned(row, facts, by, now), by, now, was=before)


def _tell_of_credit(
    row: GroupSession, before: SessionFacts | None, facts: SessionFacts, by: User, now: datetime
) -> None:
    """Those who are named now, and those who no longer are."""
    credited = before.facilitators if before and before.state in RECORDED else frozenset()
    row.news.filter(kind__in=[Kind.PLANNED, Kind.CANCELLED]).delete()
    row.news.filter(kind=Kind.CREDITED).exclude(person__in=facts.facilitators).delete()
    row.news.filter(kind=Kind.UNCREDITED, person__in=facts.facilitators).delete()
    _tell(row, Kind.CREDITED, _others(facts.facilitators - credited, by), by, now)
    _tell(row, Kind.UNCREDITED, _others(credited - facts.facilitators, by), by, now)


def tell_of_presence(place: SessionFacilitator, *, now: datetime) -> None:
    """Somebody said that they were not there, or takes that back: the others hear of it."""
    session = place.session
    people = _concerned(session, SessionFacts.of(session), place.person, now)
    _tell(session, Kind.PRESENCE, people, place.person, now, once=now.isoformat())


def tell_of_apology(session: GroupSession, *, by: User, comes: bool, now: datetime) -> None:
    """Somebody cannot come, or can after all: the last of the two is what counts."""
    kind, other = (Kind.COMES, Kind.AWAY) if comes else (Kind.AWAY, Kind.COMES)
    session.news.filter(kind=other, by=by).delete()
    _tell(session, kind, _concerned(session, SessionFacts.of(session), by, now), by, now, once=now.isoformat())


def tell_of_stand_in(
    session: GroupSession, kind: SessionNews.Kind, people: Sequence[User], *, by: User, now: datetime
) -> None:
    """Somebody offers, is accepted, or is not needed any more."""
    _tell(session, kind, [person for person in people if person != by], by, now, once=now.isoformat())


def tell_of_series(sessions: Sequence[GroupSession], *, by: User, once: str, now: datetime) -> None:
    """The pair hears once of a series that was planned or changed, with the first session that is other than it was."""
    first = sessions[0]
    SessionNews.objects.filter(session__group=first.group_id, kind=Kind.SERIES).delete()
    people = _others(Facilitation.objects.current(now).filter(group=first.group_id).values("person"), by)
    _tell(first, Kind.SERIES, people, by, now, once=once)


def forget(session: GroupSession, person: User) -> None:
    """They have answered, so it is not news to them."""
    SessionNews.objects.filter(session=session, person=person).exclude(kind=Kind.PRESENCE).delete()


def _has_moved(before: SessionFacts, facts: SessionFacts) -> bool:
    return (before.local_date, before.local_start) != (facts.local_date, facts.local_start)


def _concerned(row: GroupSession, facts: SessionFacts | None, by: User, now: datetime) -> list[User]:
    """The pair, and those who are named."""
    pair = Facilitation.objects.current(now).filter(group=row.group_id).values_list("person", flat=True)
    return _others({*pair, *(facts.facilitators if facts else ())}, by)


def _others(people: Iterable[Any], by: User) -> list[User]:
    return list(User.objects.filter(pk__in=people).exclude(pk=by.pk).order_by("pk"))


def _tell(
    row: GroupSession,
    kind: SessionNews.Kind,
    people: Iterable[User],
    by: User,
    now: datetime,
    *,
    was: SessionFacts | None = None,
    once: str = "",
) -> None:
    """What was not seen yet is brought up to date: a session that moved twice says when it was at first."""
    for person in people:
        told, made = SessionNews.objects.get_or_create(
            session=row, person=person, kind=kind, defaults={"by": by, "at": now, **_time_of(was)}
        )
        if not made:
            told.by, told.at = by, now
            told.save(update_fields=["by", "at"])
        notify(person, NOTICE, about=row.pk, now=now, once=once or str(row.revision))


def _time_of(was: SessionFacts | None) -> dict[str, object]:
    return {"was_date": was.local_date, "was_start": was.local_start} if was else {}
