"""What kinds of file a handout may be, judged by what is in it. Names and browsers' claims count for nothing.

Two kinds are enough to print from and to fill in. Pictures, web pages and older Office files are refused: whatever
needs decoding or can run is not taken in. This is an allowlist, not a virus scanner.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal

if TYPE_CHECKING:
    Upload = File[bytes]
else:
    Upload = File

PDF_START = re.compile(rb"%PDF-[12]\.\d\s")
PDF_END = re.compile(rb"%%EOF\s*\Z")
# What makes a PDF do something: run a script, start a program, send or fetch, carry another file.
PDF_ACTIVE = re.compile(
    rb"/(?:(?:JavaScript|Launch|SubmitForm|ImportData|EmbeddedFiles?|RichMedia)\b|JS\s*[(<0-9])"
)
# A name may spell any of its letters by number: /J#61vaScript.
PDF_SPELT = re.compile(rb"#([0-9A-Fa-f]{2})")
WORD_START = b"PK\x03\x04"
WORD_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_PARTS = {"[Content_Types].xml", "word/document.xml"}
# Macros, controls and other files inside.
WORD_ACTIVE = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/|\.bin$", re.IGNORECASE)
TAG = re.compile(rb"<[^<>]*+>")
# Other ways to write the same letters, which no word processor uses here.
DISGUISED = re.compile(rb"\x00|<!|&#")
MOST_PARTS, MOST_UNPACKED = 1000, 100 * 1024 * 1024
MOST_OF_A_PART, TAIL = 1024 * 1024, 1024


@dataclass(frozen=True)
class Kind:
    label: str
    extension: str
    mime: str


PDF = Kind("PDF", "pdf", "application/pdf")
WORD = Kind("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
KINDS = {kind.extension: kind for kind in (PDF, WORD)}


def kind_of(upload: Upload) -> Kind:
    """What the file is, from its bytes. Raises Refusal for whatever is neither, or does more than be read."""
    upload.seek(0)
    start = upload.read(len(b"%PDF-1.7\n"))
    if PDF_START.match(start):
        check_pdf(upload)
        return PDF
    if start.startswith(WORD_START):
        check_word(upload)
        return WORD
    raise Refusal(
        _("This is neither a PDF nor a Word document (.docx), whatever its name says. Save it as a PDF first.")
    )


def check_pdf(upload: Upload) -> None:
    """Whole, nothing else as well, and nothing in it that acts as far as it can be read without unpacking it."""
    upload.seek(0)
    content = upload.read()
    if not PDF_END.search(content[-TAIL:]) or zipfile.is_zipfile(upload):
        raise Refusal(_("This PDF is cut off, or something else is hidden in it. Print it to a new PDF."))
    if PDF_ACTIVE.search(PDF_SPELT.sub(lambda spelt: bytes.fromhex(spelt[1].decode()), content)):
        raise Refusal(_("This PDF holds a script or another file. Print it to a new PDF and choose that one."))


def check_word(upload: Upload) -> None:
    """A document of text: no macros, nothing embedded, nothing fetched from elsewhere, and of a size to be opened."""
    broken = Refusal(_("This Word document cannot be read. Save it again as .docx, or as a PDF."))
    try:
        with zipfile.ZipFile(upload) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise broken
            if not set(package.namelist()) >= WORD_PARTS or any(part.flag_bits & 1 for part in parts):
                raise broken
            if does_more_than_be_read(package):
                raise Refusal(_("This Word document has macros, or something embedded or linked. Save it as a PDF."))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise broken from error


def does_more_than_be_read(package: zipfile.ZipFile) -> bool:
    names = package.namelist()
    return (
        WORD_MAIN not in read_part(package, "[Content_Types].xml")
        or any(WORD_ACTIVE.search(name) for name in names)
        or any(fetches(read_part(package, name)) for name in names if name.endswith(".rels"))
    )


def fetches(relations: bytes) -> bool:
    """Whether opening the document would fetch something, a template or a picture. A link to be followed is none."""
    return bool(DISGUISED.search(relations)) or any(
        b"Relationship" in tag and b"External" in tag and b"/hyperlink" not in tag for tag in TAG.findall(relations)
    )


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        content = part.read(MOST_OF_A_PART + 1)
    if len(content) > MOST_OF_A_PART:
        raise zipfile.BadZipFile(f"{name} is larger than such a part is")
    return content
