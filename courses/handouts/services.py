"""Every write of a handout: add, change and remove, by editors; make and draw, from the files in content/.

A stored file is never changed. A new one takes its place, and the one before is kept for editors to look at.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from filer.models import File as StoredFile
from wagtail.log_actions import log

from courses.handouts.kinds import PDF, Fit, Upload, fit
from courses.handouts.models import Handout, HandoutVersion, SavedHandout
from courses.handouts.paper import digest_of, directory_now, draw_handout, paper_of
from courses.handouts.queries import used_in
from courses.handouts.texts import HandoutText, read_handouts
from delivery.services import enqueue
from foundation.refusals import Refusal
from people.models import User

DRAWING = "courses.handouts"
OF_A_VERSION = ("file", "version", "put_at", "put_by", "note")


@transaction.atomic
def add_handout(*, title: str, purpose: str, upload: Upload, by: User, now: datetime) -> Handout:
    """Keep an editor's file as a new handout. Raises Refusal for a file of the wrong kind or size."""
    handout = Handout(title=title, purpose=purpose, changed_at=now)
    put_in_place(handout, store(allow(upload), title), by=by, now=now)
    handout.save()
    log(instance=handout, action="wagtail.create", user=by, timestamp=now)
    return handout


@transaction.atomic
def change_handout(
    *, handout: Handout, title: str, purpose: str, by: User, now: datetime, upload: Upload | None = None, note: str = ""
) -> Handout:
    """Rename it, say better what it is for, or put another file in its place. Raises Refusal as `add_handout`.

    `note` is what is different in the new file, for those who have the one before.

    From a replaced file on, the handout is no longer drawn from content/.
    """
    locked = Handout.objects.select_for_update().get(pk=handout.pk)
    if locked.removed_at:
        raise Refusal(_("This handout has been removed. Add it again as a new one."))
    locked.title, locked.purpose, locked.changed_at = title, purpose, now
    if upload:
        put_in_place(locked, store(allow(upload), title), by=by, now=now, note=note)
        locked.source = locked.drawn_from = ""
    locked.save()
    log(instance=locked, action="wagtail.edit", user=by, timestamp=now)
    return locked


@transaction.atomic
def remove_handout(*, handout: Handout, by: User, now: datetime) -> Handout:
    """Take it away for good; its row remembers that it was. Raises Refusal while a step shows it. Twice is once."""
    locked = Handout.objects.select_for_update().get(pk=handout.pk)
    if locked.removed_at:
        return locked
    if uses := used_in().get(locked.pk):
        raise Refusal(
            _("“%(step)s” shows this handout. Take it out of the step first, and publish the step.")
            % {"step": uses[0].title}
        )
    drop_files(locked)
    locked.removed_at = now
    locked.save()
    log(instance=locked, action="wagtail.delete", user=by, timestamp=now)
    return locked


def allow(upload: Upload) -> Fit:
    """An upload as it may be kept; the form has asked already. Raises Refusal."""
    if isinstance(upload, Fit):
        return upload
    most = settings.HANDOUT_MOST_BYTES
    if upload.size > most:
        raise Refusal(
            _("This file is %(size)s. A handout may be %(most)s at most: make its pictures smaller and try again.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(most)}
        )
    return fit(upload)


def store(file: Fit, title: str) -> StoredFile:
    """Put the bytes into private storage, under a name that we make: nothing of the name they came with is kept."""
    name = f"{slugify(title)[:60] or 'handout'}.{file.kind.extension}"
    stored = StoredFile(original_filename=name, name=title, is_public=False)
    stored.file.save(name, file, save=False)
    stored.mime_type = file.kind.mime
    stored.save()
    return stored


def put_in_place(
    handout: Handout, stored: StoredFile, *, now: datetime, by: User | None = None, note: str = ""
) -> None:
    """`stored` becomes the handout's file, as its next version. The one before it is kept."""
    if handout.file:
        handout.earlier.create(**{name: getattr(handout, name) for name in OF_A_VERSION})
    handout.file, handout.put_at, handout.put_by, handout.note = stored, now, by, note
    handout.version += 1


def drop_files(handout: Handout) -> None:
    """All versions. The files are deleted when nothing can undo this any more."""
    earlier = HandoutVersion.objects.filter(handout=handout).select_related("file")
    files = [version.file for version in earlier] + ([handout.file] if handout.file else [])
    earlier.delete()
    handout.file = None
    for file in files:
        transaction.on_commit(file.delete)


@transaction.atomic
def note_saved(*, handout: Handout, person: User, now: datetime) -> None:
    """This person has the version of now."""
    SavedHandout.objects.update_or_create(
        person=person, handout=handout, defaults={"version": handout.version, "saved_at": now}
    )


@transaction.atomic
def make_handouts(*, content: Path, now: datetime) -> int:
    """Make those handouts of `content` that never stood, and have the worker draw what is due. Returns how many."""
    texts = read_handouts(content)
    made = [_make(text, now) for text in texts]
    if texts:
        ask_for_drawing(now=now)
    return sum(made)


def _make(text: HandoutText, now: datetime) -> bool:
    _handout, made = Handout.objects.get_or_create(
        pk=text.id,
        defaults={"title": text.title, "purpose": text.purpose, "source": text.key, "changed_at": now},
    )
    return made


def ask_for_drawing(*, now: datetime) -> None:
    """Have the worker bring the drawn handouts up to date with the words and the directory, soon."""
    asked = uuid4()
    enqueue(kind=DRAWING, object_id=asked, key=f"{DRAWING}:{asked}", now=now)


def draw_due(*, content: Path, now: datetime) -> int:
    """Draw every handout whose words or numbers have changed since it was drawn. Returns how many were."""
    directory = directory_now()
    return sum(_draw(text, directory, now) for text in read_handouts(content))


@transaction.atomic
def _draw(text: HandoutText, directory: Iterable[Any], now: datetime) -> bool:
    handout = Handout.objects.select_for_update().filter(pk=UUID(text.id), removed_at=None).first()
    html = paper_of(text, directory, settings.LANGUAGE_CODE)
    digest = digest_of(html)
    # An editor's own file stands, and so does what is up to date.
    if handout is None or not handout.source or handout.drawn_from == digest:
        return False
    put_in_place(handout, store(Fit(PDF, draw_handout(html)), handout.title), now=now)
    handout.drawn_from, handout.changed_at = digest, now
    handout.save()
    return True
