"""A zip that somebody sends, opened with care: what is not a course is refused whole, before a byte of it is kept.

Judged by what the zip lists; then each file is read to the size it declares and no further, and compared to its sum.
"""

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from courses.content_entries import ContentError
from courses.transfer.carriers import folders

MOST_FILES = 2000
MOST_YAML, MOST_BYTES = 4 * 1024 * 1024, 500 * 1024 * 1024
# Text shrinks to a tenth, a drawing to a twentieth.
MOST_RATIO, SMALL = 100, 64 * 1024
PIECE = 1024 * 1024
AT_THE_TOP = re.compile(r"[a-z0-9][a-z0-9-]{0,120}\.yaml")
IN_A_FOLDER = re.compile(r"(?P<folder>[a-z]{1,20})/[a-z0-9][a-z0-9-]{0,120}\.[a-z0-9]{2,5}")
HOW = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
# What Python's own reader may say of bytes that are no zip.
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
UNREADABLE = gettext_noop(
    "The file is not a zip, or only part of one. Download or copy it again, then choose it again."
)


def unpack(upload: IO[bytes], folder: Path) -> None:
    """All of it into an empty `folder`. Raises ContentError, with everything that is wrong with the zip."""
    try:
        with zipfile.ZipFile(upload) as archive:
            listed = [info for info in archive.infolist() if not _is_folder(info)]
            if problems := list(_problems(listed)):
                raise ContentError(problems)
            for info in listed:
                _keep(archive, info, folder / info.filename)
    except BROKEN as error:
        raise ContentError([_(UNREADABLE)]) from error
    except RuntimeError as error:
        raise ContentError([_("The zip asks for a password. Make it again without one.")]) from error


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """A folder's own entry, as some programs write them: nothing is made of it."""
    return info.filename.endswith("/") and info.filename.rstrip("/") in folders() and not info.file_size


def _problems(listed: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(listed) > MOST_FILES:
        said = _("The zip holds %(count)d files. A course has %(most)d at most.")
        yield said % {"count": len(listed), "most": MOST_FILES}
        return
    for info in listed:
        if why := _why_not(info):
            yield f"{_printable(info.filename)}: {why}"
    for name, count in Counter(info.filename.casefold() for info in listed).items():
        if count > 1:
            yield _("%s is in the zip more than once.") % _printable(name)
    if (total := sum(info.file_size for info in listed)) > MOST_BYTES:
        said = _("Unpacked, the zip would have %(size)s. A course has %(most)s at most.")
        yield said % {"size": filesizeformat(total), "most": filesizeformat(MOST_BYTES)}


def _why_not(info: zipfile.ZipInfo) -> str:
    """What is wrong with one entry."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return _("this is a link to another file. Put the file itself there.")
    if not _is_ours(info.filename):
        return _("a course has no file of this name or in this place.")
    if info.flag_bits & ENCRYPTED:
        return _("it asks for a password.")
    if info.compress_type not in HOW:
        return _("it is packed in a way that we do not read. Use an ordinary zip.")
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return _("it would grow more than a hundred times when it is unpacked.")
    if info.filename.endswith(".yaml") and info.file_size > MOST_YAML:
        return _("it has %(size)s. A text may have %(most)s.") % {
            "size": filesizeformat(info.file_size),
            "most": filesizeformat(MOST_YAML),
        }
    return ""


def _is_ours(name: str) -> bool:
    """A plain name at the top, or within one of our folders: no way leads out of those."""
    within = IN_A_FOLDER.fullmatch(name)
    return bool(AT_THE_TOP.fullmatch(name) or (within and within["folder"] in folders()))


def _printable(name: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return shown if len(shown) <= 80 else f"{shown[:80]}\u2026"


def _keep(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with archive.open(info) as source, path.open("wb") as kept:
        while piece := source.read(PIECE):
            kept.write(piece)
