"""Every write of a recording: add, change and remove, by editors; make, from the files in content/.

What learners hear is what was approved: a recording that a published step shows keeps its file.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.search import index

from courses.content_entries import ContentError
from courses.media.captions import as_transcript, read_captions, written
from courses.media.files import RecordingFile
from courses.media.kinds import Fit, Upload, fit
from courses.media.models import Recording
from courses.media.queries import live_uses, used_in
from courses.signing.doors import needs_sign_off
from foundation.refusals import Refusal
from people.models import User

KEEPS_FILE = _(
    "“%(step)s” shows this recording. Add the new file as a recording of its own, and choose that in the step."
)
KEEPS_WORDS = _("“%(step)s” shows this recording, so it must keep its transcript, and a video its captions.")
APPROVED = _(
    "A clinical lead approved “%(step)s” with these words. Add a new recording with the other words, and choose that "
    "in the step."
)
IN_USE = _("“%(step)s” shows this recording. Take it out of the step first, and publish the step.")


@transaction.atomic
def add_recording(
    *, title: str, upload: Upload, by: User, now: datetime, captions: str = "", transcript: str = ""
) -> Recording:
    """Keep an editor's file as a new recording. Raises Refusal for a file or captions that cannot be kept."""
    recording = Recording(title=title, changed_at=now, **words_of(captions, transcript))
    put_in_place(recording, fit(upload))
    recording.save()
    log(instance=recording, action="wagtail.create", user=by, timestamp=now)
    return recording


@transaction.atomic
def change_recording(
    *,
    recording: Recording,
    title: str,
    by: User,
    now: datetime,
    captions: str = "",
    transcript: str = "",
    upload: Upload | None = None,
) -> Recording:
    """Rename it, write its words, or put another file in its place while no published step shows it. Raises Refusal."""
    locked = Recording.objects.select_for_update().get(pk=recording.pk)
    words = words_of(captions, transcript)
    check_change(recording=locked, **words, upload=upload)
    locked.title, locked.changed_at = title, now
    locked.captions, locked.transcript = words["captions"], words["transcript"]
    if upload:
        forget_file(locked)
        put_in_place(locked, fit(upload))
    locked.save()
    log(instance=locked, action="wagtail.edit", user=by, timestamp=now)
    for page in live_uses(locked.pk):
        index.insert_or_update_object(page)
    return locked


@transaction.atomic
def remove_recording(*, recording: Recording, by: User, now: datetime) -> None:
    """Take it away for good, and its file with it. Raises Refusal while a step or a draft shows it."""
    locked = Recording.objects.select_for_update().filter(pk=recording.pk).first()
    if locked is None:
        return
    if uses := used_in().get(locked.pk):
        raise Refusal(IN_USE % {"step": uses[0].title})
    log(instance=locked, action="wagtail.delete", user=by, timestamp=now)
    locked.delete()


def words_of(captions: str, transcript: str) -> dict[str, str]:
    """Captions cleaned, and the transcript: where there is none, what the captions say. Raises Refusal."""
    cues = read_captions(captions) if captions.strip() else ()
    transcript = transcript.replace("\r\n", "\n").strip() or as_transcript(cues)
    return {"captions": written(cues) if cues else "", "transcript": transcript}


def check_change(*, recording: Recording, captions: str, transcript: str, upload: Upload | None) -> None:
    """What learners have now is not taken from them, nor what was approved changed. Raises Refusal."""
    uses = live_uses(recording.pk)
    if not uses:
        return
    if upload:
        raise Refusal(KEEPS_FILE % {"step": uses[0].title})
    if not transcript or (recording.needs_captions and not captions):
        raise Refusal(KEEPS_WORDS % {"step": uses[0].title})
    if (captions, transcript) != (recording.captions, recording.transcript):
        for page in uses:
            if needs_sign_off(page.get_parent().specific):
                raise Refusal(APPROVED % {"step": page.title})


def put_in_place(recording: Recording, file: Fit) -> None:
    facts = file.facts
    recording.kind, recording.mime, recording.seconds = facts.kind, facts.mime, facts.seconds
    recording.width, recording.height, recording.digest = facts.width, facts.height, facts.digest
    recording.size = file.size
    recording.file.save(str(file.name), file, save=False)


def forget_file(recording: Recording) -> None:
    """The file goes once nothing can undo this any more."""
    storage, name = recording.file.storage, recording.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def file_goes_too(instance: Recording, **_signal: Any) -> None:
    """However its row was deleted."""
    forget_file(instance)


@transaction.atomic
def make_recordings(*, folder: Path, files: Iterable[RecordingFile], now: datetime) -> int:
    """Make those that never were. Returns how many. Raises ContentError."""
    wanted = {file.id: file for file in files}
    there = set(map(str, Recording.objects.filter(pk__in=wanted).values_list("pk", flat=True)))
    missing = [file for key, file in wanted.items() if key not in there]
    for file in missing:
        _make(folder, file, now)
    return len(missing)


def _make(folder: Path, file: RecordingFile, now: datetime) -> None:
    captions = (folder / file.captions).read_text(encoding="utf-8") if file.captions else ""
    try:
        recording = Recording(pk=file.id, title=file.title, changed_at=now, **words_of(captions, file.transcript))
        put_in_place(recording, fit(ContentFile((folder / file.name).read_bytes(), name=file.name)))
    except Refusal as refusal:
        raise ContentError([f"{file.name}: {refusal}"]) from refusal
    recording.save(force_insert=True)
