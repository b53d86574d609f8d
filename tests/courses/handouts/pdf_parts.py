"""What a PDF is made of: actions, and the places where they can be hung up."""

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from courses.handouts.kinds import fit
from foundation.refusals import Refusal
from tests.courses.handouts.making import upload


def action(kind: str, **facts: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **facts)


def script() -> Dictionary:
    return action("JavaScript", JS=String("app.alert(1)"))


def on_a_page(pdf: pikepdf.Pdf, **note: Any) -> Dictionary:
    """An annotation of the first page."""
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **note))
    pdf.pages[0].obj.Annots = Array([made])
    return made


def in_a_form(pdf: pikepdf.Pdf, **field: Any) -> Dictionary:
    """A field below another, on no page."""
    made = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name"), **field))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(T=String("top"), Kids=Array([made])))]))
    return made


def in_the_outline(pdf: pikepdf.Pdf, **entry: Any) -> Dictionary:
    made = pdf.make_indirect(Dictionary(Title=String("One"), **entry))
    first = pdf.make_indirect(Dictionary(Title=String("Zero"), Next=made))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=made))
    return made


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as found:
        fit(upload(content))
    return str(found.value)


PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
