"""Which pictures learners see: those that a published step shows."""

from collections.abc import Iterator

from courses.generation import content_cache
from courses.models import StepPage
from courses.outline import Outline, current_outline
from courses.pictures.blocks import PICTURE


def is_shown(image_id: int) -> bool:
    """Whether a published step shows it. One query more after a change of content."""
    outline = current_outline()
    return image_id in content_cache.get(outline.mark, "pictures", lambda: _shown(outline))


def _shown(outline: Outline) -> frozenset[int]:
    published = [place.step.page_id for place in outline.places.values()]
    pages = StepPage.objects.filter(pk__in=published).only("body")
    return frozenset(image_id for page in pages.iterator() for image_id in shown_in(page))


def shown_in(page: StepPage) -> Iterator[int]:
    """The images in a step's body, read from what is stored: no block has to be built."""
    for block in page.body.raw_data:
        if isinstance(block["value"], dict) and block["value"].get(PICTURE):
            yield int(block["value"][PICTURE])
