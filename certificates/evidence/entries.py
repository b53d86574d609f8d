"""What somebody did, as facts for their own portfolio: training, sessions, supervision, certificates. Never words.

Nobody is named, and no group. Minutes of training are the length that the course gives for a step; of a session and of
a meeting, those that are recorded. One hour is one credit, which the doctor claims: nothing here is accredited.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.models import Certificate
from courses.progress.models import ModuleCompletion, StepCompletion
from foundation.days import local_day
from groups.models import GroupSession, SessionFacilitator
from people.models import User
from supervision.meetings.models import MeetingAttendee


class Category(TextChoices):
    TRAINING = "training", gettext_lazy("Training")
    SESSIONS = "sessions", gettext_lazy("Peer-support groups facilitated")
    SUPERVISION = "supervision", gettext_lazy("Supervision received")
    CERTIFICATES = "certificates", gettext_lazy("Certificates")


@dataclass(frozen=True)
class Period:
    """Both days are in it; None is open."""

    first: date | None = None
    last: date | None = None

    def has(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Entry:
    """One thing done. `last` is the day it counts on; `first` is another day only for what took several."""

    category: Category
    title: str
    first: date
    last: date
    minutes: int
    description: str

    @property
    def dates(self) -> str:
        last = date_format(self.last, "j F Y")
        if self.first == self.last:
            return last
        return _("%(first)s to %(last)s") % {"first": date_format(self.first, "j F Y"), "last": last}

    @property
    def hours(self) -> str:
        return hours_of(self.minutes)


@dataclass(frozen=True)
class Line:
    """One finished step, for the transcript of the course."""

    module: str
    step: str
    minutes: int
    day: date


@dataclass(frozen=True)
class Total:
    category: Category
    count: int
    minutes: int

    @property
    def hours(self) -> str:
        return hours_of(self.minutes)


@dataclass(frozen=True)
class Evidence:
    entries: Sequence[Entry]
    transcript: Sequence[Line]

    @property
    def totals(self) -> list[Total]:
        """Of each kind that there is, in the kinds' order."""
        by_kind: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            by_kind[entry.category].append(entry)
        return [
            Total(kind, len(by_kind[kind]), sum(entry.minutes for entry in by_kind[kind]))
            for kind in Category
            if kind in by_kind
        ]

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)

    @property
    def hours(self) -> str:
        return hours_of(self.minutes)


def hours_of(minutes: int) -> str:
    """As portfolios take them: "0.75", "1", "6.5"; empty for what has no length."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") if minutes else ""


def evidence_of(person: User, period: Period, now: datetime) -> Evidence:
    """The newest first. Five queries, however much there is."""
    steps = _finished_steps(person, now)
    found = [*_training(person, steps, now), *_sessions(person), *_supervision(person), *_certificates(person)]
    entries = sorted((entry for entry in found if period.has(entry.last)), key=lambda entry: entry.last, reverse=True)
    return Evidence(entries, [line for line in map(_line, steps) if period.has(line.day)])


def _finished_steps(person: User, now: datetime) -> list[StepCompletion]:
    """Those that count now, in the order in which they were finished."""
    rows = StepCompletion.objects.visible_to(person, now).counting().select_related("step")
    return list(rows.order_by("completed_at", "pk"))


def _line(row: StepCompletion) -> Line:
    return Line(row.step.module_title, row.step.title, row.step.minutes, local_day(row.completed_at))


def _training(person: User, steps: Iterable[StepCompletion], now: datetime) -> Iterator[Entry]:
    """One entry for a module: of all its finished steps, from the first to the last."""
    done: dict[UUID, list[StepCompletion]] = defaultdict(list)
    for row in steps:
        done[row.step.module_key].append(row)
    whole = set(ModuleCompletion.objects.visible_to(person, now).values_list("module_key", flat=True))
    for key, rows in done.items():
        count = len(rows)
        said = ngettext("%(count)d step finished", "%(count)d steps finished", count) % {"count": count}
        yield Entry(
            Category.TRAINING,
            rows[-1].step.module_title,
            local_day(rows[0].completed_at),
            local_day(rows[-1].completed_at),
            sum(row.step.minutes for row in rows),
            f"{_('Online module for facilitators of peer-support groups')}: "
            f"{said}{'' if key not in whole else ', ' + _('module completed')}.",
        )


def _sessions(person: User) -> Iterator[Entry]:
    """Held sessions that count for them (`certificates.counting.sessions`)."""
    held = SessionFacilitator.objects.counted().filter(person=person, session__state=GroupSession.State.HELD)
    facts = held.values_list("session__local_date", "session__minutes", "session__programme__name")
    for day, minutes, programme in facts.order_by("session__local_date", "pk"):
        yield _on_one_day(
            Category.SESSIONS,
            _("Facilitated a peer-support group"),
            day,
            minutes,
            _("One session of a confidential group for colleagues, in the programme “%(programme)s”.")
            % {"programme": programme},
        )


def _supervision(person: User) -> Iterator[Entry]:
    """Recorded meetings at which they were (`certificates.counting.supervisions`)."""
    attended = MeetingAttendee.objects.attended().filter(person=person).select_related("meeting__programme")
    for row in attended.order_by("meeting__local_date", "pk"):
        meeting = row.meeting
        yield _on_one_day(
            Category.SUPERVISION,
            _("Supervision as a facilitator of peer-support groups"),
            meeting.local_date,
            meeting.minutes,
            _("Supervision %(mode)s, in the programme “%(programme)s”.")
            % {"mode": meeting.get_mode_display(), "programme": meeting.programme.name},
        )


def _certificates(person: User) -> Iterator[Entry]:
    """Those that were issued and not taken back or replaced since."""
    issued: Any = Certificate.objects.filter(person=person).with_standing()
    for row in issued.order_by("issued_on", "pk"):
        if not (row.revoked or row.replaced):
            said = _("Number %(number)s, valid until %(until)s.")
            facts = {"number": row.facts["number"], "until": date_format(row.expires_on, "j F Y")}
            yield _on_one_day(Category.CERTIFICATES, row.facts["award"], row.issued_on, 0, said % facts)


def _on_one_day(category: Category, title: str, day: date, minutes: int, description: str) -> Entry:
    return Entry(category, title, day, day, minutes, description)
