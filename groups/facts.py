"""The facts of one meeting of a group as a value: what a form sends, what a row holds, and how two differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import GroupSession, end_of
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
            local_start=start,
            attending=None,
            newcomers=0,
            themes=frozenset(),
            agreement_restated=False,
            ended_on_time=False,
            technical_problem=False,
            signposting_offered=False,
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


COLUMNS = (
    "local_date",
    "local_start",
    "state",
    "minutes",
    "attending",
    "newcomers",
    "agreement_restated",
    "ended_on_time",
    "technical_problem",
    "signposting_offered",
    "cancel_reason",
)
LABELS: dict[str, str | Promise] = {
    "local_date": gettext_lazy("Date"),
    "local_start": gettext_lazy("Start"),
    "state": gettext_lazy("What happened"),
    "minutes": gettext_lazy("Minutes"),
    "attending": gettext_lazy("Number attending"),
    "newcomers": gettext_lazy("Of these, new"),
    "facilitators": gettext_lazy("Who facilitated"),
    "themes": gettext_lazy("Themes"),
    "agreement_restated": gettext_lazy("The group agreement was restated"),
    "ended_on_time": gettext_lazy("It ended on time"),
    "technical_problem": gettext_lazy("There was a technical problem"),
    "signposting_offered": gettext_lazy("We suggested a service to someone"),
    "cancel_reason": gettext_lazy("Why it was cancelled"),
}


@dataclass(frozen=True)
class Difference:
    """One fact on which two people disagree, in words."""

    label: str | Promise
    theirs: str
    yours: str


def differences(theirs: SessionFacts, yours: SessionFacts, names: Mapping[UUID, str]) -> list[Difference]:
    """The facts that differ, in the order of the form. `names` gives a name for each facilitator's id."""
    return [
        Difference(label, in_words(name, getattr(theirs, name), names), in_words(name, getattr(yours, name), names))
        for name, label in LABELS.items()
        if getattr(theirs, name) != getattr(yours, name)
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
    if name == "state":
        return str(State(value).label)
    return str(GroupSession.CancelReason(value).label) if name == "cancel_reason" else str(value)
