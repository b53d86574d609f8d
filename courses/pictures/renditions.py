"""A photograph in the two widths that screens ask for. They are made when a page with it is published, and kept."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.models import SourceImageIOError

WHOLE, WIDE = "whole", "wide"
SHAPES = [(WHOLE, _("All of it")), (WIDE, _("A wide strip"))]
# Shape -> smaller and larger; a phone of two pixels to a point takes the larger. Nothing is drawn larger than it is.
FILTERS = {
    WHOLE: ("max-480x960|format-webp", "max-960x1920|format-webp"),
    WIDE: ("fill-480x270|format-webp", "fill-960x540|format-webp"),
}


@dataclass(frozen=True)
class Sized:
    """One picture as a page names it: its place is known before it has come."""

    src: str
    srcset: str
    width: int
    height: int


def sized(image: Any, shape: str) -> Sized | None:
    """None where its file is lost."""
    try:
        drawn = image.get_renditions(*FILTERS[shape]).values()
    except SourceImageIOError:
        return None
    widths = {rendition.width: rendition for rendition in drawn}
    largest = widths[max(widths)]
    srcset = ", ".join(f"{rendition.url} {width}w" for width, rendition in sorted(widths.items()))
    return Sized(largest.url, srcset, largest.width, largest.height)
