"""Bookmarking a step, and beginning a note on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.own.models import Bookmark, Note
from people.models import User


@transaction.atomic
def bookmark_step(*, step: UUID, person: User, now: datetime) -> Bookmark:
    """Twice is once."""
    bookmark: Bookmark
    bookmark, _created = Bookmark.objects.get_or_create(step_id=step, person=person, defaults={"marked_at": now})
    return bookmark


@transaction.atomic
def remove_bookmark(*, step: UUID, person: User) -> None:
    """Twice is once."""
    Bookmark.objects.filter(step=step, person=person).delete()


@transaction.atomic
def begin_note(*, step: UUID, person: User, now: datetime) -> Note:
    """The row that holds somebody's note on this step, begun now unless there is one."""
    note, _created = Note.objects.select_related("text").get_or_create(
        step_id=step, person=person, defaults={"started_at": now}
    )
    return note
