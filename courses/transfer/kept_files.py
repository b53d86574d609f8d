"""Pictures and handouts, as they are taken along with a course."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log

from courses.content_entries import fixed_id
from courses.handouts.models import Handout
from courses.handouts.services import allow, put_in_place, store
from courses.pictures.blocks import PICTURE
from courses.pictures.kinds import fit
from courses.transfer.carriers import Carrier, Packed
from foundation.ids import as_uuid
from foundation.refusals import Refusal

LONGEST, LONGEST_TITLE, LONGEST_PURPOSE = 255, 120, 240
FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def _bytes_of(row: Any) -> bytes:
    try:
        with row.file.storage.open(row.file.name) as file:
            content: bytes = file.read()
            return content
    except (FileNotFoundError, ValueError) as error:
        raise Refusal(_("The file of “%s” is lost. Replace it first.") % row.title) from error


def _pack_picture(row: Any) -> Packed:
    facts = {"title": row.title, "description": row.description} | {name: getattr(row, name) for name in FOCUS}
    name = PurePosixPath(row.source or row.file.name)
    ending = PurePosixPath(row.file.name).suffix.lower()
    stem = name.stem if row.source else slugify(row.title)[:60]
    return Packed(stem or "picture", ending, _bytes_of(row), {key: fact for key, fact in facts.items() if fact})


def _judge_picture(name: str, content: bytes, _facts: dict[str, Any]) -> Any:
    return fit(ContentFile(content, name=PurePosixPath(name).name))


def _make_picture(*, kept: Any, facts: dict[str, Any], by: Any, **_when: Any) -> tuple[Any, Any]:
    """The same bytes are the same picture."""
    said = str(facts.get("description", ""))[:LONGEST]
    image = get_image_model()(title=facts["title"][:LONGEST], description=said, file=kept, uploaded_by_user=by)
    for name in FOCUS:
        setattr(image, name, facts.get(name) if type(facts.get(name)) is int and facts[name] >= 0 else None)
    image._set_image_file_metadata()
    if same := get_image_model().objects.filter(file_hash=image.file_hash).order_by("pk").first():
        return same, None
    image.save()
    return image, image.file


def _pack_handout(row: Handout) -> Packed:
    """Of one that is made from the site's own words, those: its numbers are the reading site's."""
    facts = {"title": row.title, "purpose": row.purpose}
    if row.source:
        path = settings.ROOT / "content" / "handouts" / f"{row.source}.md"
        return Packed(row.source, ".md", path.read_bytes(), facts)
    stored: Any = row.file
    if stored is None:
        raise Refusal(_("The handout “%s” has no file. Take it out of the step, or add its file.") % row.title)
    ending = f".{stored.extension}"
    return Packed(slugify(row.title)[:60] or "handout", ending, stored.file.read(), {**facts, "id": str(row.pk)})


def _judge_handout(name: str, content: bytes, facts: dict[str, Any]) -> Any:
    path = PurePosixPath(name)
    if path.suffix != ".md":
        _check_words(facts)
        return allow(ContentFile(content, name=path.name)), facts.get("id", "")
    key = fixed_id("handout", path.stem)
    if not Handout.objects.standing().filter(pk=key).exists():
        raise Refusal(
            _("this site has no handout of these words. Export it as a PDF from the other site, and add it here.")
        )
    return None, key


def _check_words(facts: dict[str, Any]) -> None:
    title, purpose = str(facts.get("title", "")), str(facts.get("purpose", ""))
    if not (0 < len(title) <= LONGEST_TITLE and 0 < len(purpose) <= LONGEST_PURPOSE):
        raise Refusal(_("files.yaml must give it a title and, in one sentence, its purpose."))


def _make_handout(*, kept: Any, facts: dict[str, Any], by: Any, now: datetime) -> tuple[Any, Any]:
    """What stands here under its id is the editors' own."""
    file, key = kept
    its_id = as_uuid(key) or uuid4()
    if standing := Handout.objects.standing().filter(pk=its_id).first():
        return standing, None
    # One that was removed here keeps its place: what comes in is another.
    free = uuid4() if Handout.objects.filter(pk=its_id).exists() else its_id
    stored: Any = store(file, facts["title"])
    handout = Handout(pk=free, title=facts["title"], purpose=facts["purpose"], changed_at=now)
    put_in_place(handout, stored, by=by, now=now)
    handout.save(force_insert=True)
    log(instance=handout, action="wagtail.create", user=by, timestamp=now)
    return handout, stored.file


DRAWINGS = Carrier((PICTURE,), "figures", _pack_picture, _judge_picture, _make_picture)
PHOTOGRAPHS = Carrier((PICTURE,), "images", _pack_picture, _judge_picture, _make_picture)
HANDOUTS = Carrier(("",), "handouts", _pack_handout, _judge_handout, _make_handout)
