"""What kinds of file a handout may be, judged by what is in it. Names and browsers' claims count for nothing.

Two kinds are enough to print from and to fill in. Pictures, web pages and older Office files are refused. What is kept
is never the file that came: it is written again from the parts that are allowed (`judging/`, in a process of its own).
This is an allowlist, not a virus scanner.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from courses.handouts.verdicts import rewritten
from foundation.refusals import Refusal

if TYPE_CHECKING:
    Upload = File[bytes]
    Bytes = ContentFile[bytes]
else:
    Upload, Bytes = File, ContentFile

PDF_START = re.compile(rb"%PDF-[12]\.\d\s")
PDF_END = re.compile(rb"%%EOF\s*\Z")
WORD_START = b"PK\x03\x04"
# Word before 2007, and what Word makes of a document with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAIL = 1024


@dataclass(frozen=True)
class Kind:
    label: str
    extension: str
    mime: str


PDF = Kind("PDF", "pdf", "application/pdf")
WORD = Kind("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
KINDS = {kind.extension: kind for kind in (PDF, WORD)}


class Fit(Bytes):
    """A file that has been judged, as it is to be kept."""

    def __init__(self, kind: Kind, content: bytes) -> None:
        super().__init__(content, name=f"handout.{kind.extension}")
        self.kind = kind


def fit(upload: Upload) -> Fit:
    """`upload` as it may be kept. Raises Refusal for whatever is of no kind, or does more than be read."""
    upload.seek(0)
    content = upload.read()
    if PDF_START.match(content):
        check_ends(content, upload)
        return Fit(PDF, rewritten("pdf", PDF.label, content))
    if content.startswith(WORD_START):
        return Fit(WORD, rewritten("word", WORD.label, content))
    if content.startswith(OLD_OFFICE):
        raise Refusal(
            _(
                "This is an older Office file, or one with a password. Take the password off and save it as .docx, "
                "or as a PDF."
            )
        )
    raise Refusal(
        _("This is neither a PDF nor a Word document (.docx), whatever its name says. Save it as a PDF first.")
    )


def check_ends(content: bytes, upload: Upload) -> None:
    """A PDF is whole, and nothing else as well."""
    if not PDF_END.search(content[-TAIL:]) or zipfile.is_zipfile(upload):
        raise Refusal(_("This PDF is cut off, or something else is hidden in it. Print it to a new PDF."))
