"""What "my words" says of private words in a course: the step, the question, and whether that is still asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential.registry import Told
from courses.models import StepPage
from courses.outline import current_outline
from courses.progress.models import Reflection
from foundation.ids import as_uuid
from people.models import User

NOT_ASKED = _("This question is no longer in the course. Your words are kept here.")


def tell(reflections: Sequence[Reflection]) -> Mapping[UUID, Told]:
    """For many at once: two queries, and those of the outline."""
    outline, asked = current_outline(), blocks_asked(reflections)
    places = {place.step.key: place for place in outline.places.values()}
    told = {}
    for reflection in reflections:
        title = format_lazy("{step}: {prompt}", step=reflection.step.title, prompt=reflection.prompt)
        place = places.get(reflection.step_id)
        if place and (block := asked.get(reflection.step_id, {}).get(reflection.block_id)):
            told[reflection.pk] = Told(title, f"{place.step.url}#exercise-{block}")
        else:
            told[reflection.pk] = Told(title, note=NOT_ASKED)
    return told


def not_asked_any_more(person: User) -> list[Reflection]:
    """Words whose step or question has gone, or was replaced. None is opened."""
    own = Reflection.objects.filter(person=person, text__version__gt=0, text__destroyed_at=None)
    written = list(own.select_related("step").order_by("-text__saved_at", "pk"))
    told = tell(written) if written else {}
    return [reflection for reflection in written if not told[reflection.pk].url]


def blocks_asked(reflections: Sequence[Reflection]) -> dict[UUID, dict[UUID, UUID]]:
    """What asks for words in the published steps of these: prompt -> the block that it is, or is a part of."""
    keys = {reflection.step_id for reflection in reflections}
    pages = StepPage.objects.live().filter(translation_key__in=keys).only("translation_key", "body")
    return {
        page.translation_key: {key: UUID(block["id"]) for block in page.body.raw_data for key in ids_in(block)}
        for page in pages
    }


def ids_in(raw: Any) -> Iterator[UUID]:
    """Those of a block and of all its parts."""
    if isinstance(raw, dict) and (key := as_uuid(raw.get("id"))):
        yield key
    for part in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        yield from ids_in(part)
