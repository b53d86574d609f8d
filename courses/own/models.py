"""What a learner keeps for themselves beside a step: a bookmark, and a note in their own words."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from confidential.models import SealedRecord
from courses.progress.models import LearningStep, OwnQuerySet
from people.models import User


class Bookmark(models.Model):
    """Somebody wants to find this step again. Taking it away deletes the row."""

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="bookmarks")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bookmarks")
    marked_at = models.DateTimeField()

    step_id: UUID
    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="a_step_is_bookmarked_once")]

    def __str__(self) -> str:
        return f"{self.person} bookmarked {self.step}"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Nobody else sees a note, or that there is one."""
        return self.filter(person=user)

    def written(self) -> Self:
        """Those that hold anything: opening the page begins a row."""
        return self.filter(text__version__gt=0, text__destroyed_at=None)


class Note(SealedRecord):
    """Somebody's own note on a step, for nobody else. It stays when the step is taken down."""

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notes")
    started_at = models.DateTimeField()

    person_id: UUID
    step_id: UUID
    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="one_note_on_a_step")]

    def __str__(self) -> str:
        return f"note on {self.step}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id
