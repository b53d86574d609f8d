"""What kinds of file a picture may be. What is kept is written again, never the file that came."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from courses.pictures.svg.cleaning import cleaned
from foundation.apart import ask
from foundation.refusals import Refusal

if TYPE_CHECKING:
    Upload = File[bytes]
    Bytes = ContentFile[bytes]
else:
    Upload, Bytes = File, ContentFile

DRAWING = ".svg"
PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp")
MOST_BYTES = 15 * 1024 * 1024
# The process ends itself after fifteen seconds of work.
MOST_SECONDS = 20

TOO_LARGE = _("This picture is %(size)s. It may have %(most)s and 40 million pixels. Make it smaller and try again.")
UNREADABLE = _("This is not a JPEG, PNG or WebP picture that we can read. Save it as a JPEG and choose that file.")


class Fit(Bytes):
    """A picture that has been judged, as it is to be kept."""


def is_drawing(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == DRAWING


def fit(upload: Upload) -> Fit:
    """`upload` as it may be kept. Raises Refusal."""
    if isinstance(upload, Fit):
        return upload
    name = PurePosixPath(upload.name or "picture")
    if upload.size > MOST_BYTES:
        raise too_large(upload)
    upload.seek(0)
    if is_drawing(name.name):
        return Fit(cleaned(upload.read()), name=name.name)
    said = ask("courses.pictures.raster", "photograph", upload.read(), most_seconds=MOST_SECONDS)
    verdict, _newline, rest = said.partition(b"\n")
    if verdict == b"fit":
        ending, _newline, content = rest.partition(b"\n")
        return Fit(content, name=f"{name.stem}.{ending.decode()}")
    raise Refusal(UNREADABLE) if rest == b"damaged" else too_large(upload)


def too_large(upload: Upload) -> Refusal:
    return Refusal(str(TOO_LARGE) % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)})
