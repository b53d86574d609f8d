"""What this part tells the apps below, at start-up."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential.registry import SealedPolicy, Told, sealed_models
from courses.own import exports as own_exports
from courses.own.models import Note
from courses.progress.work import WORDS
from foundation.exports import exports


def register() -> None:
    sealed_models.register(
        "courses.Note",
        SealedPolicy(
            may_open=nobody_else,
            may_write=its_writer,
            editor_url=note_url,
            labels={WORDS: _("Your note")},
            name=_("Your note on a step"),
            related=("step",),
            tell=tell,
        ),
    )
    exports.register("bookmarks", own_exports.bookmarks)
    exports.register("notes", own_exports.notes)


def nobody_else(_viewer: Any, _record: Note, _now: Any) -> bool:
    """Notes are their writer's alone."""
    return False


def its_writer(writer: Any, record: Note) -> bool:
    return bool(writer.pk == record.person_id)


def note_url(record: Note) -> str:
    return reverse("own:note", args=[record.step_id])


def tell(notes: Sequence[Note]) -> Mapping[UUID, Told]:
    return {note.pk: Told(format_lazy("{step}", step=note.step.title), note_url(note)) for note in notes}
