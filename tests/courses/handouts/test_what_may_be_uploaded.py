"""A file is judged by its bytes: what it is called, and what the browser says it is, counts for nothing."""

import io
import zipfile

import pytest
from PIL import Image

from courses.handouts import services
from courses.handouts.kinds import PDF, WORD, fit
from courses.handouts.models import Handout
from foundation.refusals import Refusal
from tests.courses.handouts.making import PDF as A_PDF
from tests.courses.handouts.making import pdf, upload, word


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (A_PDF, PDF),
        (pdf(force_version="2.0").rstrip(), PDF),
        (word(), WORD),
    ],
)
@pytest.mark.parametrize("name", ["card.pdf", "card.html", "card", "card.docx"])
def test_a_pdf_and_a_word_document_are_known_under_any_name(content, kind, name):
    assert fit(upload(content, name)).kind == kind


@pytest.mark.parametrize("content", [A_PDF, word()], ids=["pdf", "word"])
def test_what_is_kept_is_written_again_and_then_stays_as_it_is(content):
    kept = fit(upload(content)).read()
    assert fit(upload(kept)).read() == kept


def picture(form: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, form)
    return drawn.getvalue()


NEITHER = "This is neither a PDF nor a Word document (.docx), whatever its name says. Save it as a PDF first."
OLDER = "This is an older Office file, or one with a password. Take the password off and save it as .docx, or as a PDF."
HIDDEN = "This PDF is cut off, or something else is hidden in it. Print it to a new PDF."
OF_ANOTHER_KIND = {
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", NEITHER),
    "html before a pdf": (b"<html><!-- " + A_PDF, NEITHER),
    "line before a pdf": (b"\n" + A_PDF, NEITHER),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', NEITHER),
    **{form.lower(): (picture(form), NEITHER) for form in ("PNG", "JPEG", "GIF", "TIFF")},
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OLDER),
    "program": (b"MZ\x90\x00" + bytes(600), NEITHER),
    "script": (b"#!/bin/sh\necho\n", NEITHER),
    "nothing": (b" ", NEITHER),
    "cut off": (A_PDF[:-8], HIDDEN),
    "page of a site behind it": (A_PDF + b"<html>", HIDDEN),
    "archive behind it": (A_PDF + word(), HIDDEN),
    "archive behind it that ends as a pdf does": (A_PDF + word() + b"\n%%EOF", HIDDEN),
}


@pytest.mark.parametrize(("content", "says"), OF_ANOTHER_KIND.values(), ids=OF_ANOTHER_KIND)
def test_everything_else_is_refused_in_plain_words(content, says):
    with pytest.raises(Refusal) as refused:
        fit(upload(content, "running-order.pdf"))
    assert str(refused.value) == says


@pytest.mark.parametrize(("size", "taken"), [(len(A_PDF), True), (len(A_PDF) + 1, False)])
def test_a_file_is_no_larger_than_the_setting(cast, settings, private_root, size, taken):
    settings.HANDOUT_MOST_BYTES = len(A_PDF)
    content = A_PDF + b"\n" * (size - len(A_PDF))
    if taken:
        services.add_handout(title="T", purpose="P", upload=upload(content), by=cast.eddie, now=cast.now)
    else:
        with pytest.raises(Refusal, match=f"{len(A_PDF)}\xa0bytes at most"):
            services.add_handout(title="T", purpose="P", upload=upload(content), by=cast.eddie, now=cast.now)
    assert (Handout.objects.exists(), private_root.exists()) == (taken, taken)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1.pdf",
        "\u202efdp.exe",
        "CON.pdf",
        "x" * 300 + ".pdf",
        "card.pdf.html",
        "",
    ],
)
def test_nothing_of_the_name_is_kept(cast, private_root, name):
    file = upload(name="x.pdf")
    file._name = name
    handout = services.add_handout(title="Contact card", purpose="P", upload=file, by=cast.eddie, now=cast.now)
    stored = handout.file.file
    assert (handout.file.original_filename, stored.name.split("/")[-1]) == ("contact-card.pdf", "contact-card.pdf")
    assert [path.relative_to(private_root / "filer/main").as_posix() for path in private_root.rglob("*.*")] == [
        stored.name
    ]


def test_what_hides_between_the_parts_of_an_archive_is_not_kept():
    """Before the first part, behind the last and in the comment: no word processor looks there, others might."""
    packed = io.BytesIO(word())
    with zipfile.ZipFile(packed, "a") as package:
        package.comment = b"<script>alert(1)</script>"
    assert b"script" not in fit(upload(packed.getvalue())).read()
