"""The one way to the files of images: all of them for editors and clinical leads, for learners what a step shows.

Only what a row names is handed out, never whatever happens to lie in the folder.
"""

from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from courses.media.permissions import reads_drafts
from courses.pictures.queries import is_shown
from foundation.http import Request
from pages.models import CustomImage, CustomRendition

# What is taken as an image. A drawing has been cleaned (courses/pictures), and is asked to do nothing once more.
KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
# Each rendition has a name of its own, which changes with the image.
ONE_HOUR = 3600
# A drawing may bring a sheet of styles, which reaches nothing.
NOTHING_RUNS = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@require_safe
def image(request: Request, name: str) -> FileResponse:
    """An image or a smaller rendition of it."""
    kind, row = KINDS.get(PurePosixPath(name).suffix.lower()), row_of(name)
    if kind is None or row is None or not may_see(request, row):
        raise Http404
    response = FileResponse(stored(row), content_type=kind)
    response["Cache-Control"] = f"private, max-age={ONE_HOUR}"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response


def row_of(name: str) -> CustomImage | CustomRendition | None:
    rendition: CustomRendition | None = CustomRendition.objects.filter(file=name).first()
    image: CustomImage | None = CustomImage.objects.filter(file=name).first()
    return rendition or image


def may_see(request: Request, row: CustomImage | CustomRendition) -> bool:
    """Whoever is signed in may read what is published."""
    image_id = row.image_id if isinstance(row, CustomRendition) else row.pk
    return is_shown(image_id) or reads_drafts(request.user, request.roles)


def stored(row: CustomImage | CustomRendition) -> Any:
    """Raises Http404 where its file is lost."""
    try:
        return row.file.storage.open(row.file.name)
    except FileNotFoundError:
        raise Http404 from None
