"""The facts of one meeting of a group as a value: what a form sends, what a row holds, and how two differ.

What a fact is called, what it may be and what it is while nothing is said comes from its column in `GroupSession`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.db.models import BooleanField, IntegerField
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.walltime import end_of
from groups.models import GroupSession
from groups.themes import THEMES

State = GroupSession.State


@dataclass(frozen=True)
class SessionFacts:
    """`facilitators` are ids of people; `attending` counts participants alone, 1 to 40 when it was held."""

    local_date: date
    local_start: time
    state: str
    minutes: int = 45
    attending: int | None = None
    newcomers: int = 0
    facilitators: frozenset[UUID] = frozenset()
    themes: frozenset[str] = frozenset()
    agreement_restated: bool = False
    ended_on_time: bool = False
    technical_problem: bool = False
    signposting_offered: bool = False
    cancel_reason: str = ""

    @classmethod
    def of(cls, session: GroupSession) -> Self:
        return cls(
            facilitators=frozenset(place.person_id for place in session.session_facilitators.all()),
            themes=frozenset(session.themes),
            **{name: getattr(session, name) for name in COLUMNS},
        )

    def fitting(self) -> Self:
        """Without what makes no sense in this state: nobody attends a session that did not take place."""
        start = self.local_start.replace(second=0, microsecond=0)
        if self.state == State.HELD:
            return replace(self, local_start=start, cancel_reason="")
        return replace(
            self,
            **UNSAID,
            local_start=start,
            facilitators=frozenset() if self.state == State.CANCELLED else self.facilitators,
            cancel_reason=self.cancel_reason if self.state == State.CANCELLED else "",
        )

    def ends_at(self, zone: str) -> datetime:
        """The instant at which it is over."""
        return end_of(self.local_date, self.local_start, self.minutes, zone)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when until when, as the clock on the wall shows it."""
        begins = datetime.combine(self.local_date, self.local_start)
        return begins, begins + timedelta(minutes=self.minutes)

    def overlaps(self, other: "SessionFacts") -> bool:
        (begins, ends), (others_begin, others_end) = self.span, other.span
        return begins < others_end and others_begin < ends

    def clashes_with(self, other: "SessionFacts") -> bool:
        """A group cannot meet twice at a time; what was cancelled took no time, but its row stands at its start."""
        both_take_place = State.CANCELLED not in (self.state, other.state)
        return self.span[0] == other.span[0] or (both_take_place and self.overlaps(other))

    def columns(self) -> dict[str, Any]:
        """Values for the row. Themes in the list's order, so that the same choice is the same value."""
        columns = {name: getattr(self, name) for name in COLUMNS}
        return columns | {"themes": [code for code in THEMES if code in self.themes]}


# Its facts, in the order of the form. Who facilitated has rows of its own.
FACTS = tuple(fact.name for fact in fields(SessionFacts))
COLUMNS = tuple(name for name in FACTS if name not in ("facilitators", "themes"))
# What stands of a session that did not take place; every other fact is as when nothing was said.
ANY_STATE = frozenset({"local_date", "local_start", "state", "minutes", "facilitators", "cancel_reason"})
UNSAID: dict[str, Any] = {fact.name: fact.default for fact in fields(SessionFacts) if fact.name not in ANY_STATE}


def column(name: str) -> Any:
    return GroupSession._meta.get_field(name)


def label_of(name: str) -> str:
    return capfirst(str(column(name).verbose_name))


# The facts that are a number, or a yes or no.
PLAIN = tuple(name for name in COLUMNS if isinstance(column(name), IntegerField | BooleanField))


@dataclass(frozen=True)
class Difference:
    """One fact on which two people disagree, in words."""

    label: str
    saved: str
    entered: str


def differences(saved: SessionFacts, entered: SessionFacts, names: Mapping[UUID, str]) -> list[Difference]:
    """The facts that differ, in the order of the form. `names` gives a name for each facilitator's id."""
    return [
        Difference(
            label_of(name), in_words(name, getattr(saved, name), names), in_words(name, getattr(entered, name), names)
        )
        for name in FACTS
        if getattr(saved, name) != getattr(entered, name)
    ]


def in_words(name: str, value: Any, names: Mapping[UUID, str]) -> str:
    if value is None or value in ("", frozenset()):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "D j M Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if name == "facilitators":
        return ", ".join(sorted(names.get(person, _("someone else")) for person in value))
    if name == "themes":
        return ", ".join(str(label) for code, label in THEMES.items() if code in value)
    return str(dict(column(name).flatchoices).get(value, value))
