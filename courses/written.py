"""What "my words" says of private words in a course: the step, the question, and whether that is still asked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential.registry import Told
from courses.models import Reflection, StepPage
from courses.outline import current_outline
from people.models import User

NOT_ASKED = _("This question is no longer in the course. Your words are kept here.")


def tell(reflections: Sequence[Reflection]) -> Mapping[UUID, Told]:
    """For many at once: two queries, and those of the outline."""
    outline, asked = current_outline(), blocks_asked(reflections)
    places = {place.step.key: place for place in outline.places.values()}
    told = {}
    for one in reflections:
        title = format_lazy("{step}: {prompt}", step=one.step.title, prompt=one.prompt)
        place = places.get(one.step_id)
        if place and one.block_id in asked.get(one.step_id, ()):
            told[one.pk] = Told(title, f"{place.step.url}#exercise-{one.block_id}")
        else:
            told[one.pk] = Told(title, note=NOT_ASKED)
    return told


def not_asked_any_more(person: User) -> list[Reflection]:
    """Words whose step or question has gone, or was replaced. None is opened."""
    own = Reflection.objects.filter(person=person, text__version__gt=0, text__destroyed_at=None)
    written = list(own.select_related("step").order_by("-text__saved_at", "pk"))
    told = tell(written) if written else {}
    return [one for one in written if not told[one.pk].url]


def blocks_asked(reflections: Sequence[Reflection]) -> dict[UUID, set[UUID]]:
    """The ids of the blocks that the published steps of these words hold now."""
    keys = {one.step_id for one in reflections}
    pages = StepPage.objects.live().filter(translation_key__in=keys).only("translation_key", "body")
    return {page.translation_key: {UUID(block["id"]) for block in page.body.raw_data} for page in pages}
