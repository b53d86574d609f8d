"""The one way to the files of editors' images, for the Wagtail admin alone: no learner's page shows an image of theirs.

Only what a row names is handed out, never whatever happens to lie in the folder.
"""

from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from foundation.http import Request
from pages.models import CustomImage, CustomRendition
from people.models import Role

# What Wagtail takes as an image. No SVG: it can hold script.
KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# Each rendition has a name of its own, which changes with the image.
ONE_HOUR = 3600


@require_safe
def image(request: Request, name: str) -> FileResponse:
    """An image or a smaller rendition of it, for whoever may open the Wagtail admin."""
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None or not edits(request):
        raise Http404
    response = FileResponse(stored(name), content_type=kind)
    response["Cache-Control"] = f"private, max-age={ONE_HOUR}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def edits(request: Request) -> bool:
    """Whether the Wagtail admin is open for this person today (config.middleware.AdminForEditorsOfNow)."""
    today = request.user.is_superuser or Role.EDITOR in request.roles
    return today and request.user.has_perm("wagtailadmin.access_admin")


def stored(name: str) -> Any:
    """The file behind a row of that name. Raises Http404 where there is no row, or its file is lost."""
    model: Any
    for model in (CustomRendition, CustomImage):
        if row := model.objects.filter(file=name).first():
            try:
                return row.file.storage.open(row.file.name)
            except FileNotFoundError:
                break
    raise Http404
