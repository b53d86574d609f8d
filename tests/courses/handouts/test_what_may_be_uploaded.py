"""A file is judged by its bytes: what it is called, and what the browser says it is, counts for nothing."""

import io
import zipfile

import pytest
from PIL import Image

from courses.handouts import services
from courses.handouts.kinds import MOST_PARTS, PDF, WORD, kind_of
from courses.handouts.models import Handout
from foundation.refusals import Refusal
from tests.courses.handouts.making import PDF as A_PDF
from tests.courses.handouts.making import relation, upload, word


@pytest.mark.parametrize(("content", "kind"), [
    (A_PDF, PDF),
    (A_PDF.replace(b"1.7", b"2.0").rstrip(), PDF),
    (word(), WORD),
    (word({"word/_rels/document.xml.rels": relation("hyperlink")}), WORD),
])
@pytest.mark.parametrize("name", ["card.pdf", "card.html", "card", "card.docx"])
def test_a_pdf_and_a_word_document_are_known_under_any_name(content, kind, name):
    assert kind_of(upload(content, name)) == kind


def picture(form: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, form)
    return drawn.getvalue()


def bomb() -> bytes:
    return word({f"word/media/{number}.xml": b"0" * 30_000_000 for number in range(4)})


def encrypted() -> bytes:
    """The bit that says so, in both of a part's headers."""
    content = bytearray(word())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


NOT_A_KIND = {
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "html before a pdf": b"<html><!-- " + A_PDF,
    "line before a pdf": b"\n" + A_PDF,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "png": picture("PNG"), "jpeg": picture("JPEG"), "gif": picture("GIF"), "tiff": picture("TIFF"),
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "program": b"MZ\x90\x00" + bytes(600), "script": b"#!/bin/sh\necho\n", "nothing": b" ",
}
NO_GOOD_PDF = {
    "cut off": A_PDF[:-8],
    "page of a site behind it": A_PDF + b"<html>",
    "archive behind it": A_PDF + word(),
    "archive behind it that ends as a pdf does": A_PDF + word() + b"\n%%EOF",
    "script without its name": A_PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /JS (app.alert(1)) >>"),
    "script spelt by number": A_PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"),
    "script": A_PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    "program": A_PDF.replace(b"/Catalog", b"/Catalog /AA << /O << /S /Launch >> >>"),
    "file inside": A_PDF.replace(b"/Catalog", b"/Catalog /Names << /EmbeddedFiles 2 0 R >>"),
}
NO_GOOD_WORD = {
    "some other archive": word(without="word/document.xml"),
    "no list of parts": word(without="[Content_Types].xml"),
    "spreadsheet": word({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}),
    "macros": word({"word/vbaProject.bin": b"x"}),
    "macros by another name": word({"word/VBAPROJECT.BIN": b"x"}),
    "macro-enabled": word({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
    "control": word({"word/activeX/activeX1.xml": b"x"}),
    "file inside": word({"word/embeddings/Workbook.xlsx": b"x"}),
    "template from elsewhere": word({"word/_rels/settings.xml.rels": relation("attachedTemplate")}),
    "picture from elsewhere": word({"word/_rels/document.xml.rels": relation("image")}),
    "template in disguise": word({
        "word/_rels/settings.xml.rels": relation("attachedTemplate").replace(b"External", b"Extern&#97;l"),
    }),
    "in other letters": word({
        "word/_rels/settings.xml.rels": relation("attachedTemplate").decode().encode("utf-16"),
    }),
    "bomb": bomb(), "too many parts": word({f"word/{number}.xml": b"" for number in range(MOST_PARTS)}),
    "relations without an end": word({"word/_rels/x.rels": b" " * 2_000_000}),
    "cut off": word()[:-30], "start alone": b"PK\x03\x04" + bytes(50), "encrypted": encrypted(),
}


@pytest.mark.parametrize(("content", "says"), [
    *[(content, "neither a PDF nor a Word") for content in NOT_A_KIND.values()],
    *[(content, "PDF") for content in NO_GOOD_PDF.values()],
    *[(content, "Word document") for content in NO_GOOD_WORD.values()],
], ids=[*NOT_A_KIND, *NO_GOOD_PDF, *NO_GOOD_WORD])
def test_everything_else_is_refused_in_plain_words(content, says):
    with pytest.raises(Refusal, match=says):
        kind_of(upload(content, "running-order.pdf"))


def test_the_refused_archives_are_archives():
    """So that each is refused for what it holds."""
    sound = [name for name, content in NO_GOOD_WORD.items() if name not in ("cut off", "start alone")]
    assert [name for name in sound if not zipfile.is_zipfile(io.BytesIO(NO_GOOD_WORD[name]))] == []


@pytest.mark.parametrize(("size", "taken"), [(200, True), (201, False)])
def test_a_file_is_no_larger_than_the_setting(cast, settings, private_root, size, taken):
    settings.HANDOUT_MOST_BYTES = 200
    content = A_PDF[:-6] + b" " * (size - len(A_PDF)) + b"%%EOF\n"
    assert len(content) == size
    if taken:
        services.add_handout(title="T", purpose="P", upload=upload(content), by=cast.eddie, now=cast.now)
    else:
        with pytest.raises(Refusal, match="200\xa0bytes at most"):
            services.add_handout(title="T", purpose="P", upload=upload(content), by=cast.eddie, now=cast.now)
    assert (Handout.objects.exists(), private_root.exists()) == (taken, taken)


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "a\r\nSet-Cookie: x=1.pdf", "\u202efdp.exe", "CON.pdf", "x" * 300 + ".pdf", "card.pdf.html", "",
])
def test_nothing_of_the_name_is_kept(cast, private_root, name):
    file = upload(name="x.pdf")
    file._name = name
    handout = services.add_handout(title="Contact card", purpose="P", upload=file, by=cast.eddie, now=cast.now)
    stored = handout.file.file
    assert (handout.file.original_filename, stored.name.split("/")[-1]) == ("contact-card.pdf", "contact-card.pdf")
    assert [path.relative_to(private_root / "filer/main").as_posix() for path in private_root.rglob("*.*")] == [
        stored.name
    ]
