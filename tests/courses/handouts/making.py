"""Files to upload, good and bad, and handouts in a step."""

import io
import zipfile
from collections.abc import Callable
from html import escape
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.handouts import services
from courses.handouts.judging.parts import MAIN
from courses.handouts.judging.pdf import rewritten
from courses.handouts.models import Handout
from courses.models import StepPage
from tests.courses.world import TAKEAWAY, TEXT, World, block, make_step
from tests.people import Cast


def pdf(change: Callable[[pikepdf.Pdf], Any] = lambda made: None, **saving: Any) -> bytes:
    """A PDF of one empty sheet, after `change`, saved as `saving` says; equal ones have equal bytes."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(595, 842))
    change(made)
    made.save(out, **({"deterministic_id": True} | saving))
    return out.getvalue()


def by_hand(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, byte by byte as they are; the first is its catalog."""
    content, places = b"%PDF-1.7\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n"
    return content + end % (len(places) + 1, table, len(places) + 1, len(content))


# As it is kept: judged once more, it stays as it is.
PDF = rewritten(pdf())
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
).encode()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)


def upload(content: bytes = PDF, name: str = "card.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claims)


def word(parts: dict[str, bytes] | None = None, *, without: str = "") -> bytes:
    """A small Word document, with further or other parts; equal ones have equal bytes, whenever they are made."""
    wanted = {"[Content_Types].xml": TYPES, "word/document.xml": document(""), **(parts or {})}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in wanted.items():
            if name != without:
                package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def document(inside: str) -> bytes:
    return f'<w:document xmlns:w="w" xmlns:r="r" xmlns:v="v"><w:body>{inside}</w:body></w:document>'.encode()


def relation(
    kind: str, target: str = "https://elsewhere.example/x", mode: str = "External", root: str = OFFICE
) -> bytes:
    """A part of relationships, with one of that kind."""
    told = f'<Relationship Id="rId1" Type="{root}/{kind}" Target="{escape(target)}" TargetMode="{mode}"/>'
    return f'<?xml version="1.0"?><Relationships>{told}</Relationships>'.encode()


def a_handout(cast: Cast, title: str = "Contact card", content: bytes = PDF) -> Handout:
    return services.add_handout(
        title=title, purpose="Whom to ring.", upload=upload(content), by=cast.eddie, now=cast.now
    )


def shown(handout: Handout | None, key: str = "handout") -> dict[str, Any]:
    return block("handout", key, str(handout.pk) if handout else None)


def a_step_with(world: World, *handouts: Handout, slug: str = "printing") -> StepPage:
    blocks = [shown(handout, f"handout-{at}") for at, handout in enumerate(handouts)]
    return make_step(world.risk, slug, [TEXT, *blocks, TAKEAWAY])


def streamed(response: Any) -> bytes:
    return b"".join(response.streaming_content)
