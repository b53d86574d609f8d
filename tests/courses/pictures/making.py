"""Drawings and photographs, good and bad, and steps that show them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from courses.models import StepPage
from courses.pictures.kinds import fit
from tests.courses.world import TAKEAWAY, TEXT, World, block, make_step

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def svg(inside: str = '<path d="M0 0L9 9"/>', *, root: str = 'viewBox="0 0 360 240"', before: str = "") -> bytes:
    return f'{before}<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" {root}>{inside}</svg>'.encode()


def upload(content: bytes, name: str = "arrow-map.svg", claims: str = "image/svg+xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claims)


def a_drawing(inside: str = "<path d='M0 0L9 9'/>", title: str = "Arrow map") -> Any:
    return get_image_model().objects.create(title=title, file=fit(upload(svg(inside))))


def figure(picture: Any, key: str = "figure", **said: str) -> dict[str, Any]:
    value = {"picture": picture.pk if picture else None, "alt": "An arrow from a group to a pair.", "caption": "A map"}
    return block("figure", key, value | said)


def a_step_with(world: World, *blocks: dict[str, Any], slug: str = "looking") -> StepPage:
    return make_step(world.risk, slug, [TEXT, *blocks, TAKEAWAY])


def streamed(response: Any) -> bytes:
    return b"".join(response.streaming_content)
