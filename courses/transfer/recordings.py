"""Recordings, with all that is said in them, as they are taken along with a course."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.media.blocks import FOLDER, RECORDING
from courses.media.kinds import fit
from courses.media.models import Recording
from courses.media.services import put_in_place, words_of
from courses.transfer.carriers import Carrier, Packed
from foundation.ids import as_uuid
from foundation.refusals import Refusal

LONGEST_TITLE = 120
WORDS = ("captions", "transcript")


def _pack(row: Recording) -> Packed:
    facts = {"id": str(row.pk), "title": row.title, **{name: getattr(row, name) for name in WORDS}}
    try:
        content = row.file.storage.open(str(row.file.name)).read()
    except FileNotFoundError as error:
        raise Refusal(_("The file of “%s” is lost. Replace it first.") % row.title) from error
    ending = PurePosixPath(str(row.file.name)).suffix
    return Packed(
        slugify(row.title)[:60] or RECORDING, ending, content, {key: fact for key, fact in facts.items() if fact}
    )


def _judge(name: str, content: bytes, facts: dict[str, Any]) -> Any:
    if not 0 < len(facts["title"]) <= LONGEST_TITLE:
        raise Refusal(_("files.yaml must give it a title of at most %d characters.") % LONGEST_TITLE)
    captions, transcript = (str(facts.get(word, "")) for word in WORDS)
    words = words_of(captions, transcript)
    return fit(ContentFile(content, name=PurePosixPath(name).name)), words


def _make(*, kept: Any, facts: dict[str, Any], by: Any, now: datetime) -> tuple[Any, Any]:
    """What is here already under its id, with the same bytes, is the same recording."""
    file, words = kept
    its_id = as_uuid(str(facts.get("id", ""))) or uuid4()
    standing = Recording.objects.filter(pk=its_id).first()
    if standing and standing.digest == file.facts.digest:
        return standing, None
    recording = Recording(pk=uuid4() if standing else its_id, title=facts["title"], changed_at=now, **words)
    put_in_place(recording, file)
    recording.save(force_insert=True)
    log(instance=recording, action="wagtail.create", user=by, timestamp=now)
    return recording, recording.file


RECORDINGS = Carrier((RECORDING,), FOLDER, _pack, _judge, _make)
