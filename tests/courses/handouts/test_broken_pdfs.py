"""A PDF that is locked, damaged, without end or far too large is refused with what to do, and costs little."""

import io
import subprocess
import sys
import zlib

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from courses.handouts.kinds import fit
from courses.handouts.verdicts import WHOLE
from foundation.apart import ENVIRONMENT
from tests.courses.handouts.making import PDF, pdf, upload
from tests.courses.handouts.pdf_parts import PAGE, PAGES, action, in_a_form, in_the_outline, on_a_page, refused

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore:This document has 1 form widget")]


@pytest.mark.parametrize("user", ["", "secret"], ids=["opens without a password", "wants a password"])
@pytest.mark.parametrize("level", [2, 3, 4, 6])
def test_an_encrypted_file_is_refused_with_what_to_do(user, level):
    locked = pikepdf.Encryption(owner="owner", user=user, R=level, aes=level >= 4, metadata=level >= 4)
    assert refused(pdf(encryption=locked, deterministic_id=False)) == str(WHOLE["locked"])


DAMAGED = {
    "no objects": b"%PDF-1.7\n%%EOF\n",
    "no table of objects": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
    "no pages": pdf(lambda made: made.pages.__delitem__(0)),
    "cut in the middle": PDF[: len(PDF) // 2] + b"\n%%EOF\n",
    "its catalog is a number": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 X"),
    "a page that is a stream": pdf(lambda made: on_a_page(made, Subtype=Name.Link, A=made.make_stream(b"x"))),
    "bytes of chance": b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF\n",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_with_what_to_do(content):
    assert refused(content) == str(WHOLE["damaged"])


def ring(made: pikepdf.Pdf) -> None:
    """Fields, outline and actions that lead back to themselves."""
    field = in_a_form(made)
    field.Kids = Array([field])
    entry = in_the_outline(made)
    entry.Next = entry.First = entry
    act = made.make_indirect(action("GoTo", D=String("start")))
    act.Next = act
    on_a_page(made, Subtype=Name.Link, A=act)


def test_what_leads_back_to_itself_is_walked_once():
    assert len(pypdf.PdfReader(io.BytesIO(fit(upload(pdf(ring))).read())).pages) == 1


def with_object_stream(padding: int) -> bytes:
    """A sound file whose catalog stands in an object stream that is small and unpacks to `padding` bytes and more."""
    packing = zlib.compressobj(9)
    inside = [b"<< /Pages 5 0 R >>", PAGES.replace(b"3 0 R", b"6 0 R"), PAGE.replace(b"2 0 R", b"5 0 R")]
    starts = [padding + sum(len(other) + 1 for other in inside[:at]) for at in range(3)]
    listed = b" ".join(b"%d %d" % (number, start) for number, start in zip((4, 5, 6), starts, strict=True)) + b"\n"
    packed = packing.compress(listed)
    packed += b"".join(packing.compress(b" " * 2**20) for _ in range(padding // 2**20))
    packed += packing.compress(b"\n".join(inside)) + packing.flush()
    told = b"<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>" % (len(listed), len(packed))
    head = b"%%PDF-1.5\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (told, packed)
    entries = [(0, 0, 0), (1, 9, 0), (0, 0, 0), (1, len(head), 0), (2, 1, 0), (2, 1, 1), (2, 1, 2)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([at]) for kind, place, at in entries)
    told = b"<< /Type /XRef /Size 7 /W [1 4 1] /Root 4 0 R /Length %d >>" % len(table)
    return head + b"3 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (told, table, len(head))


@pytest.mark.parametrize(("unpacked", "taken"), [(0, True), (2**20, True), (2 * 2**30, False)])
def test_an_object_stream_that_unpacks_to_gigabytes_is_refused_cheaply(unpacked, taken):
    content = with_object_stream(unpacked)
    if taken:
        assert len(pypdf.PdfReader(io.BytesIO(fit(upload(content)).read())).pages) == 1
    else:
        assert refused(content) in {str(WHOLE["too_much"]), str(WHOLE["damaged"])}


def test_a_file_of_very_many_objects_is_refused_for_that():
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Resources = Dictionary(X=Array([Array([]) for _ in range(500_000)]))

    assert refused(pdf(change)) == str(WHOLE["too_much"])


def test_the_process_that_looks_knows_nothing_of_the_site_and_opens_nothing():
    """It is given its path and no setting, and has closed the door before it reads."""
    told = (
        "import os; from foundation.apart import limit, shut_in; limit(cpu_seconds=5, memory_bytes=2**29); shut_in()\n"
        "try: open('/etc/hostname')\n"
        "except OSError as error: print(error.errno, sorted(name for name in os.environ if 'HOLDFAST' in name))"
    )
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, env=ENVIRONMENT).stdout
    assert said == b"24 []\n"
