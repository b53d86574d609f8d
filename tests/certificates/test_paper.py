"""The PDF: it says every fact, to people and to assistive software, and what is typed into a name stays text."""

import builtins
import io
import re
import socket
import zlib
from datetime import date

import pypdf
import pytest
import segno

from certificates.facts import months_after, printable
from certificates.pdf import check_address, draw
from foundation.qr import qr
from people.models import Specialty
from tests.certificates import making

HOSTILE = {
    "file": '<img src="file:///etc/passwd">',
    "address": '<img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="http://127.0.0.1:9/x.css">',
    "attachment": '<link rel="attachment" href="file:///etc/hostname">',
    "title": "</title><script>alert(1)</script>",
    "style": "</p><style>@import url(file:///etc/passwd); body{background:url(http://127.0.0.1:9/)}</style>",
    "template": "{{ facts.code }}{% load static %}{% include 'base.html' %}",
    "entity": '&lt;svg&gt;<svg><image href="file:///etc/passwd"/></svg>',
}


def reader(facts) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(draw(facts)))


def text(facts) -> str:
    """Everything that the sheets say, without white space: where a line breaks is nobody's concern."""
    return packed("".join(page.extract_text() for page in reader(facts).pages))


def packed(words: str) -> str:
    return "".join(words.split())


def test_it_says_every_fact(cast, certificate):
    facts, said = certificate.facts, text(certificate.facts)
    spoken = making.facts_said(certificate)
    spoken += [facts["check_at"], f"Wording {facts['wording']['award']}, layout {facts['wording']['layout']}"]
    assert [fact for fact in spoken if packed(fact) not in said] == []


def test_it_is_one_landscape_sheet(certificate):
    pages = reader(certificate.facts).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(842, 595)]


def test_it_is_tagged_titled_and_in_a_language(certificate):
    """What the profiles ask first; `test_conformance.py` has veraPDF ask for all of it."""
    document = reader(certificate.facts)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"].value) == ("en-gb", True)
    assert document.metadata.title == "Certificate THAMES-0001: Peer group facilitator, Anna Okoye"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r'pdfuaid:part="(\d)"', xmp) == ["1"]
    assert re.findall(r'pdfaid:part="(\d)"', xmp) + re.findall(r'pdfaid:conformance="(\w)"', xmp) == ["3", "A"]


def structure(node) -> list[tuple[str, str]]:
    """Every structure element, in reading order, with its alternative text."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    kids = node.get("/K", [])
    return own + [found for kid in (kids if isinstance(kids, list) else [kids]) for found in structure(kid)]


def test_headings_come_in_order_and_the_square_code_has_words(certificate):
    elements = structure(reader(certificate.facts).trailer["/Root"]["/StructTreeRoot"])
    assert [kind for kind, _ in elements if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H2", "/H2", "/H2", "/H2"]
    assert [alt for kind, alt in elements if kind == "/Figure"] == [
        f"QR code that opens {check_address(certificate.facts)}"
    ]


def test_its_fonts_are_inside(certificate):
    resources = reader(certificate.facts).pages[0]["/Resources"]["/Font"]
    inner = [font.get_object()["/DescendantFonts"][0].get_object() for font in resources.values()]
    descriptors = [font["/FontDescriptor"].get_object() for font in inner]
    assert {bool({"/FontFile2", "/FontFile3"} & set(descriptor)) for descriptor in descriptors} == {True}
    assert {str(descriptor["/FontName"]).split("+")[1].split("-")[0] for descriptor in descriptors} == {"DejaVu"}


def test_the_square_code_opens_the_verify_page(certificate):
    """The bits are segno's business; that the address is what went in is ours."""
    address = check_address(certificate.facts)
    assert address == f"http://localhost:8000/verify/{certificate.facts['code']}/"
    assert segno.make(address, error="m", micro=False).symbol_size(border=2)[0] == int(
        re.search(rb'width="(\d+)"', qr(address)).group(1)
    )


def test_the_same_facts_make_the_same_bytes(certificate):
    assert draw(certificate.facts) == draw(certificate.facts)


@pytest.fixture
def no_way_out(monkeypatch):
    """Every connection and every opened file is noted; connections are refused."""
    opened: list[str] = []
    really_open = builtins.open

    def noting_open(file, *args, **kwargs):
        opened.append(str(file))
        return really_open(file, *args, **kwargs)

    def refuse(*args, **kwargs):
        opened.append(f"connection to {args[1:]}")
        raise OSError

    monkeypatch.setattr(builtins, "open", noting_open)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return opened


def streams(pdf: bytes) -> bytes:
    """All that the file holds, unpacked."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"".join(found)


@pytest.mark.parametrize("field", ["name", "specialty", "organisation", "award", "is_not", "issuer", "number"])
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_hostile_text_is_printed_not_obeyed(certificate, no_way_out, kind, field):
    draw(certificate.facts)  # fonts and templates are read once, before the count begins
    no_way_out.clear()
    facts = {**certificate.facts, field: HOSTILE[kind]}
    pdf = draw(facts)
    assert no_way_out == []
    document = pypdf.PdfReader(io.BytesIO(pdf))
    assert "/EmbeddedFiles" not in document.trailer["/Root"].get("/Names", {})
    assert b"root:x:0" not in streams(pdf)
    assert packed(HOSTILE[kind]) in packed("".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "Wolfeschlegelsteinhausenbergerdorff-" * 4 + "Smith",
        "X" * 301,
        "محمد عبد الله",
        "שרה כהן",
        "Łucja Żółć-Ångström",
        "Ἀναξαγόρας ὁ Κλαζομένιος",
    ],
)
def test_names_of_any_length_and_script_stay_on_the_sheet(certificate, name):
    facts = {**certificate.facts, "name": name}
    assert len(reader(facts).pages) == 1
    assert reader(facts).metadata.title.endswith(f", {name}")


def test_the_longest_of_everything_still_says_every_fact(certificate):
    long = "Nothing here was marked, and it is not a licence to practise in any way. " * 8
    said = text({**certificate.facts, "proves": long, "is_not": long, "name": "Ab " * 60, "award": "Award " * 20})
    assert [fact for fact in ("THAMES-0001", "Cora Lind", long) if packed(fact) not in said] == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Anna\u202eeyokO", "AnnaeyokO"),
        ("  Anna \n Okoye\t", "Anna Okoye"),
        ("Anna\x00\x1b[31m", "Anna[31m"),
        ("A\u0301nna", "Ánna"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("O\u2019Neill", "O\u2019Neill"),
    ],
)
def test_characters_that_cannot_be_seen_are_left_out(typed, printed):
    assert printable(typed) == printed


def test_the_name_is_cleaned_when_it_is_frozen(cast):
    cast.anna.last_name = "Okoye\u202e\x07"
    cast.anna.save()
    Specialty.objects.filter(name="Acute medicine").update(name="Acute\u2066 medicine")
    facts = making.annas_certificate(cast).facts
    assert (facts["name"], facts["specialty"]) == ("Anna Okoye", "Acute medicine")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2026-11-23", 24, "2028-11-23"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_months_after(start, months, end):
    assert months_after(date.fromisoformat(start), months).isoformat() == end
