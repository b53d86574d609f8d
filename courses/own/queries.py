"""What somebody has kept beside the steps. Opens no text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, QuerySet, Value

from courses.outline import OutlineCourse, OutlineStep
from courses.own.models import Bookmark, Note
from courses.progress.models import LearningStep
from foundation.prepared import Prepared
from people.models import User


@dataclass(frozen=True)
class Kept:
    """What this person has kept at one step."""

    bookmarked: bool = False
    noted: bool = False


@dataclass(frozen=True)
class KeptStep:
    """A published step with something of this person's beside it."""

    step: OutlineStep
    kept: Kept


def kept_at(key: UUID, person: User, now: datetime) -> Kept:
    """One query, which reads no row of anybody else's."""
    found = KEPT.rows(key=key, person=person.pk, now=now)
    return Kept(*found[0]) if found else Kept()


def _kept(key: UUID, person: UUID, now: datetime) -> QuerySet[LearningStep, tuple[bool, bool]]:
    bookmark = Bookmark.objects.visible_to(User(pk=person), now).filter(step=key)
    note = Note.objects.visible_to(User(pk=person), now).written().filter(step=key)
    return LearningStep.objects.filter(pk=key).values_list(Exists(bookmark), Exists(note))


KEPT = Prepared(_kept)


def kept_in(course: OutlineCourse, person: User, now: datetime) -> list[KeptStep]:
    """The published steps of the course that they bookmarked or wrote a note on, in its order. One query."""
    bookmarks = Bookmark.objects.visible_to(person, now).values_list("step_id", Value(False))
    notes = Note.objects.visible_to(person, now).written().values_list("step_id", Value(True))
    rows = set(bookmarks.union(notes, all=True))
    return [
        KeptStep(step, Kept((step.key, False) in rows, (step.key, True) in rows))
        for step in _steps(course)
        if {(step.key, False), (step.key, True)} & rows
    ]


def _steps(course: OutlineCourse) -> Iterator[OutlineStep]:
    return (step for module in course.modules for step in module.steps)
