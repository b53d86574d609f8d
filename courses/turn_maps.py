"""Each conversation of a step as a map, with what is not right yet: for its editor, in the form and in the preview."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.panels import Panel

from courses.exercises.block import Answering


def faults_in(child: Any) -> Iterator[str]:
    for texts in child.block.faults(child.value).values():
        yield from texts


def maps_of(body: Any) -> list[tuple[str, list[str]]]:
    """The map of each conversation in a page's body, and its faults in words."""
    answered = [child for child in body if isinstance(child.block, Answering)]
    drawn = [(child.block.drawn_map(child.value), child) for child in answered]
    return [(found, list(faults_in(child))) for found, child in drawn if found]


class TurnMaps(Panel):  # type: ignore[misc]  # Wagtail's panels are untyped
    """The maps of the page as it was saved last, be it a draft."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "courses/admin/turn_maps.html"

        def maps(self) -> list[tuple[str, list[str]]]:
            return maps_of(self.instance.body)

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.maps())
