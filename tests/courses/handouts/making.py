"""Files to upload, good and bad, and handouts in a step."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from courses.handouts import services
from courses.handouts.kinds import WORD_MAIN
from courses.handouts.models import Handout
from courses.models import StepPage
from tests.courses.world import TAKEAWAY, TEXT, World, block, make_step
from tests.people import Cast

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TYPES = b'<Types><Override PartName="/word/document.xml" ContentType="' + WORD_MAIN + b'"/></Types>'
RELATION = (
    '<?xml version="1.0"?><Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)


def upload(content: bytes = PDF, name: str = "card.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claims)


def word(parts: dict[str, bytes] | None = None, *, without: str = "") -> bytes:
    """A small Word document, with further or other parts; equal ones have equal bytes, whenever they are made."""
    wanted = {"[Content_Types].xml": TYPES, "word/document.xml": b"<document/>", **(parts or {})}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in wanted.items():
            if name != without:
                package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def relation(kind: str, target: str = "https://elsewhere.example/x") -> bytes:
    return RELATION.format(kind=kind, target=target).encode()


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
