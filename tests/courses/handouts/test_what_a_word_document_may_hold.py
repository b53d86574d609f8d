"""What acts or fetches in a Word document is refused by name, in whichever part and spelling it stands."""

import io
import zipfile

import pytest

from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.parts import FIELDS, MAIN, RELATIONS
from courses.handouts.judging.word import MOST_PARTS, rewritten
from courses.handouts.kinds import fit
from courses.handouts.verdicts import FAULTS, WHOLE
from foundation.refusals import Refusal
from tests.courses.handouts.making import OFFICE, PICTURE, TYPES, document, relation, upload, word

# Packages of two parts of one name are made on purpose.
pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore:Duplicate name")]

MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
INSTRUCTIONS = {
    **dict.fromkeys(
        (
            "DDE Excel x y",
            "DDEAUTO c:\\\\cmd.exe x",
            "ddeauto x",
            "INCLUDETEXT x",
            'INCLUDEPICTURE "http://x.example"',
            "LINK Excel x",
            "IMPORT x",
            "DATABASE x",
            "MACROBUTTON run x",
            "QUOTE 68 68 69",
            "ADDIN x",
            "FILLIN x",
            "IF 1",
            "",
            '"DDEAUTO" x',
            "\u200bPAGE",
            "PAGEX",
            "= 1 + 1",
            "MERGEFIELD x",
            "RD x",
            "PRINT x",
            "EMBED x",
            "SOMERSAULT",
        ),
        "field",
    ),
    **{
        f"HYPERLINK {words}": "link"
        for words in (
            "javascript:x",
            '"javascript:x"',
            '"file:///c:/x"',
            "\\\\server\\share",
            '"\\\\server"',
            '\\o "note" "file:x"',
            '"https://good.example" "file:x"',
            "//server/x",
            "cmd.exe",
            '\\l "place" smb://x',
        )
    },
}


def field(*runs: str, result: str = "1") -> str:
    said = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def escaped(text: str) -> str:
    return text.replace('"', "&quot;")


# How an instruction can be written down.
WAYS = {
    "in one run": field,
    "letter by letter": lambda said: field(*said),
    "in a field in a field": lambda said: field("PAGE", f"</w:instrText></w:r>{field(said)}<w:r><w:instrText>"),
    "by numbers": lambda said: field("".join(f"&#{ord(letter)};" for letter in said)),
    "in CDATA": lambda said: field(f"<![CDATA[{said}]]>"),
    "that is not ended": lambda said: field(said).replace('<w:fldChar w:fldCharType="end"/>', ""),
    "deleted": lambda said: field(said).replace("instrText", "delInstrText"),
    "in a simple field": lambda said: f'<w:fldSimple w:instr="{escaped(said)}"/>',
    "in another namespace": lambda said: f'<x:fldSimple xmlns:x="urn:x" x:instr="{escaped(said)}"/>',
    "behind a result": lambda said: field("PAGE", result=f"</w:t><w:instrText>{said or 'X'}</w:instrText><w:t>"),
    "outside any field": lambda said: f"<w:instrText>{said or 'X'}</w:instrText>",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("said", "fault"), INSTRUCTIONS.items(), ids=INSTRUCTIONS)
def test_a_field_that_does_more_than_is_listed_is_refused(said, fault, way):
    assert faulted(word({"word/document.xml": document(way(said))})) in ({fault} if said else {"field"})


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footnotes.xml", "word/glossary/x.xml", "customXml/a.xml"])
def test_fields_are_looked_for_in_every_part(part):
    assert faulted(word({part: document(field("DDEAUTO x"))})) == "field"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "said",
    [
        *sorted(FIELDS - {"HYPERLINK"}),
        " page \\* MERGEFORMAT ",
        'TOC \\o "1-3" \\h \\z \\u',
        'DATE \\@ "d MMMM yyyy"',
        'HYPERLINK "https://www.nhs.uk"',
        "HYPERLINK mailto:a@b.example",
        'HYPERLINK \\l "place"',
        'HYPERLINK "https://www.nhs.uk" \\o "a note" \\t "_blank" \\h',
    ],
)
def test_a_field_that_is_listed_stays(said, way):
    assert rewritten(word({"word/document.xml": document(way(said))})) != b""


def faulted(content: bytes) -> str:
    with pytest.raises(Unfit) as found:
        rewritten(content)
    return found.value.fault


RELATED = {
    "template": relation("attachedTemplate"),
    "template inside": relation("attachedTemplate", "template.dotm", "Internal"),
    "picture": relation("image"),
    "picture on another machine": relation("image", "\\\\server\\x", "Internal"),
    "picture on another machine by slashes": relation("image", "//server/x", "Internal"),
    "picture by an address that claims to be inside": relation("image", "http://elsewhere.example", "Internal"),
    "text": relation("aFChunk", "x.html", "Internal"),
    "object": relation("oleObject", "embeddings/x.bin", "Internal"),
    "package": relation("package", "embeddings/x.xlsx", "Internal"),
    "control": relation("control", "activeX/x.xml", "Internal"),
    "chart": relation("chart", "charts/x.xml", "Internal"),
    "macros": relation("vbaProject", "x", "Internal", MICROSOFT),
    "frame": relation("frame"),
    "part of a master document": relation("subDocument"),
    "video": relation("video"),
    "a kind nobody knows": relation("somersault", "x", "Internal"),
    "a known kind of another root": relation("image", "x", "Internal", "urn:x"),
    "a script": relation("hyperlink", "javascript:alert(1)"),
    "a file": relation("hyperlink", "file:///etc/passwd"),
    "another machine": relation("hyperlink", "\\\\server\\share"),
    "a good kind beside the bad one": relation("attachedTemplate").replace(
        b"Type=", f'x:Type="{OFFICE}/image" Type='.encode()
    ),
    "a good mode beside the bad one": relation("image").replace(b"TargetMode=", b'x:TargetMode="Internal" TargetMode='),
}
SPELT = {
    "as it is": lambda told: told,
    "in capitals": lambda told: told.replace(b"officeDocument", b"OFFICEDOCUMENT").replace(b"External", b"EXTERNAL"),
    "with a letter by number": lambda told: told.replace(b"ships/", b"ships&#47;").replace(b"Ext", b"E&#120;t"),
    "in UTF-16": lambda told: told.replace(b'<?xml version="1.0"?>', b"").decode().encode("utf-16"),
    "with a prefix": lambda told: told.replace(b"<Relationship ", b'<p:Relationship xmlns:p="urn:p" '),
    "over several lines": lambda told: told.replace(b" Type", b"\n\n Type").replace(b" Target", b"\n Target"),
}
RELATIONS_PARTS = (
    "word/_rels/settings.xml.rels",
    "word/_rels/settings.xml.RELS",
    "_rels/.rels",
    "a/b/c/d/_Rels/x.ReLs",
    "word/x.xml",
)


@pytest.mark.parametrize("spelling", SPELT.values(), ids=SPELT)
@pytest.mark.parametrize("told", RELATED.values(), ids=RELATED)
def test_what_leads_out_of_the_document_or_to_what_acts_is_refused(told, spelling):
    faults = {faulted(word({part: spelling(told)})) for part in RELATIONS_PARTS}
    assert faults <= {"template", "elsewhere", "other_text", "embedded", "macros", "part", "link", "damaged"}
    # Read, and not merely unreadable: only a prefix that nobody declared may be that.
    assert len(faults) == 1


@pytest.mark.parametrize(
    "told",
    [
        relation("hyperlink"),
        relation("hyperlink", "mailto:a@b.example"),
        relation("hyperlink", "#place", "Internal"),
        relation("image", "media/a b.png", "Internal"),
        relation("image", "../word/media/x.png", "Internal"),
        relation("styles", "/word/styles.xml", "Internal"),
        *(
            relation(kind.rpartition("/")[2], "x.xml", "Internal", kind.rpartition("/")[0])
            for kind in sorted(RELATIONS)
        ),
    ],
)
def test_what_stays_inside_and_links_to_be_followed_stay(told):
    assert all(rewritten(word({part: told})) for part in RELATIONS_PARTS)


MARKED = {
    '<w:altChunk r:id="rId1"/>': "other_text",
    "<w:object><o:OLEObject xmlns:o='urn:o'/></w:object>": "embedded",
    '<w:control r:id="rId1"/>': "embedded",
    '<w:subDoc r:id="rId1"/>': "elsewhere",
    "<w:mailMerge/>": "elsewhere",
    '<w:attachedTemplate r:id="rId1"/>': "template",
    "<w:binData>x</w:binData>": "embedded",
    '<v:imagedata src="http://elsewhere.example/x.png"/>': "elsewhere",
    '<v:fill src="\\\\server\\x"/>': "elsewhere",
    '<v:shape href="javascript:x"/>': "link",
    '<v:imagedata v:src="file:///x"/>': "elsewhere",
}


@pytest.mark.parametrize(("inside", "fault"), MARKED.items(), ids=MARKED)
def test_an_element_that_takes_something_in_is_refused(inside, fault):
    assert faulted(word({"word/document.xml": document(inside)})) == fault


def typed(name: str, kind: str) -> bytes:
    return TYPES.replace(b"</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode())


def as_part(name: str, kind: str, content: bytes = b"<x/>") -> bytes:
    return word({"[Content_Types].xml": typed(name, kind), name: content})


def mainly(kind: str) -> bytes:
    """A document whose main part says that it is of that kind."""
    return word({"[Content_Types].xml": TYPES.replace(MAIN.encode(), kind.encode())})


def encrypted() -> bytes:
    """The bit that says so, in both of a part's headers."""
    content = bytearray(word())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def packed(*listed: tuple[str, bytes], by: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package with these parts as they are, though two may have one name."""
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a", by) as package:
        for name, content in listed:
            package.writestr(zipfile.ZipInfo(name), content, by)
    return out.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
PACKAGES = {
    "some other archive": (word(without="word/document.xml"), "other_package"),
    "no list of parts": (word(without="[Content_Types].xml"), "other_package"),
    "macros": (as_part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject"), "macros"),
    "macros by another name": (as_part("word/x.xml", "application/vnd.ms-office.VBAPROJECT"), "macros"),
    "macro-enabled": (mainly("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    "a template": (mainly(MAIN.replace("document.main", "template.main")), "other_package"),
    "a main part of another kind": (mainly(MAIN.replace("document.main", "styles")), "other_package"),
    "a control": (as_part("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml"), "embedded"),
    "a file inside": (
        as_part("word/embeddings/a.bin", "application/vnd.openxmlformats-officedocument.oleObject"),
        "embedded",
    ),
    "a spreadsheet inside": (word({"word/embeddings/Workbook.xlsx": b"x"}), "embedded"),
    "text of another format": (as_part("word/x.html", "text/html"), "other_text"),
    "a signature": (
        as_part("_xmlsignatures/a.sigs", "application/vnd.openxmlformats-package.digital-signature-origin"),
        "signed",
    ),
    "a part without a kind": (word({"word/x.exe": b"MZ"}), "part"),
    "a part without an ending": (word({"word/x": b"MZ"}), "part"),
    "a picture that is none": (word({"word/media/x.png": b"MZ"}), "part"),
    "a drawing": (as_part("word/media/x.svg", "image/svg+xml"), "part"),
    "two answers to what a part is": (
        word({"[Content_Types].xml": typed("WORD/document.xml", "application/xml")}),
        "damaged",
    ),
    "two parts of one name": (packed(("word/document.xml", document(""))), "damaged"),
    "two parts of one name but for capitals": (packed(("WORD/document.xml", document(""))), "damaged"),
    "a part outside": (packed(("../x.xml", b"<x/>")), "damaged"),
    "a part that is absolute": (packed(("/x.xml", b"<x/>")), "damaged"),
    "a part by another slash": (packed(("word\\x.xml", b"<x/>")), "damaged"),
    "a part in disguise": (packed(("word/%64ocument.xml", b"<x/>")), "damaged"),
    "an odd packing": (packed(("word/x.xml", b"<x/>"), by=zipfile.ZIP_BZIP2), "damaged"),
    "entities": (word({"word/x.xml": ENTITIES.format("x").encode()}), "entities"),
    "entities in UTF-16": (word({"word/x.xml": ENTITIES.format("x").encode("utf-16")}), "entities"),
    "a document type": (word({"word/x.xml": b'<!DOCTYPE x SYSTEM "http://elsewhere.example"><x/>'}), "entities"),
    "no XML": (word({"word/x.xml": b"x"}), "damaged"),
    "relations without an end": (word({"word/_rels/x.rels": b" " * 2_000_000}), "damaged"),
    "a bomb": (word({f"word/media/{number}.png": b"0" * 30_000_000 for number in range(4)}), "too_much"),
    "too many parts": (word({f"word/{number}.xml": b"<x/>" for number in range(MOST_PARTS)}), "too_much"),
    "fields in fields without an end": (
        word({"word/document.xml": document('<w:fldChar w:fldCharType="begin"/>' * 99)}),
        "field",
    ),
    "an encrypted part": (encrypted(), "locked"),
}


@pytest.mark.parametrize(("content", "fault"), PACKAGES.values(), ids=PACKAGES)
def test_a_package_of_anything_else_is_refused(content, fault):
    assert faulted(content) == fault


def test_the_refused_packages_are_archives():
    """So that each is refused for what it holds."""
    assert [name for name, (content, _fault) in PACKAGES.items() if not zipfile.is_zipfile(io.BytesIO(content))] == []


@pytest.mark.parametrize("content", [word()[:-30], b"PK\x03\x04" + bytes(50), word()[: len(word()) // 2]])
def test_a_damaged_package_is_refused_with_what_to_do(content):
    with pytest.raises(Refusal) as found:
        fit(upload(content))
    assert str(found.value) == WHOLE["damaged"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            word({"word/_rels/settings.xml.RELS": relation("attachedTemplate")}),
            f"{FAULTS['template']} (“attachedtemplate”)",
        ),
        (
            word({"word/document.xml": document(field("DDEAUTO c:\\cmd.exe"))}),
            f"{FAULTS['field']} (“DDEAUTO c:\\cmd.exe”)",
        ),
        (word({"word/document.xml": document("<w:altChunk/>")}), f"{FAULTS['other_text']} (“altChunk”)"),
        (word({"word/x.xml": ENTITIES.format("x").encode()}), FAULTS["entities"]),
    ],
)
def test_the_reason_names_what_was_found(content, says):
    with pytest.raises(Refusal) as found:
        fit(upload(content))
    assert str(found.value) == f"This Word file is not taken: {says}. Print it to a new PDF and choose that one."


def test_what_is_kept_has_the_same_parts():
    parts = {
        "word/media/x.png": PICTURE,
        "word/_rels/document.xml.rels": relation("hyperlink"),
        "word/document.xml": document(field("PAGE") + '<v:shape href="https://www.nhs.uk"/>'),
    }
    with zipfile.ZipFile(io.BytesIO(fit(upload(word(parts))).read())) as kept:
        assert {name: kept.read(name) for name in kept.namelist()} == {"[Content_Types].xml": TYPES, **parts}


def test_twenty_megabytes_of_text_are_read_in_time():
    """A hundred thousand paragraphs: what no handout has, and no reason to hold anybody up."""
    long = document(("<w:p><w:r><w:t>" + "word " * 30 + "</w:t></w:r></w:p>") * 100_000)
    assert fit(upload(word({"word/document.xml": long}))).kind.extension == "docx"
