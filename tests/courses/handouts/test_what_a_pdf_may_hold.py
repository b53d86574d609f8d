"""What acts in a PDF is refused by name, wherever it stands and however it is packed. What is kept holds none of it."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.pdf import rewritten
from courses.handouts.kinds import fit
from courses.handouts.verdicts import FAULTS
from tests.courses.handouts.making import by_hand, pdf, upload
from tests.courses.handouts.pdf_parts import PAGE, PAGES, action, in_a_form, in_the_outline, on_a_page, refused, script

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore:This document has 1 form widget")]

Change = Callable[[pikepdf.Pdf], Any]


# Each with what it is refused for.
ACTIONS: dict[str, tuple[Callable[[], Dictionary], str]] = {
    "a script": (script, "script"),
    "a script without its kind": (lambda: Dictionary(JS=String("app.alert(1)")), "script"),
    "a script behind a page": (lambda: action("GoTo", D=Array([]), Next=script()), "script"),
    "a script in a list behind a page": (lambda: action("GoTo", D=Array([]), Next=Array([script()])), "script"),
    "a program": (lambda: action("Launch", F=String("cmd.exe")), "opens"),
    "another file": (lambda: action("GoToR", F=String("other.pdf")), "opens"),
    "an attached file": (lambda: action("GoToE", F=String("other.pdf")), "opens"),
    "sending a form": (lambda: action("SubmitForm", F=String("https://elsewhere.example")), "sends"),
    "fetching data": (lambda: action("ImportData", F=String("data.fdf")), "sends"),
    "sound": (lambda: action("Sound"), "media"),
    "film": (lambda: action("Movie"), "media"),
    "rendition": (lambda: action("Rendition"), "media"),
    "rich media": (lambda: action("RichMediaExecute"), "media"),
    "3D": (lambda: action("GoTo3DView"), "media"),
    "hiding": (lambda: action("Hide"), "action"),
    "resetting": (lambda: action("ResetForm"), "action"),
    "layers": (lambda: action("SetOCGState"), "action"),
    "a menu of the program": (lambda: action("Named", N=Name("/SaveAs")), "action"),
    "one nobody knows": (lambda: action("Somersault"), "action"),
    "none at all": (lambda: Dictionary(X=1), "action"),
    **{
        f"link to {address[:12]!r}": (lambda address=address: action("URI", URI=String(address)), "link")
        for address in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "file:///etc/passwd",
            "\\\\server\\share",
            "//server/share",
            "data:text/html,x",
            "vbscript:x",
            "smb://server",
            "https:javascript",
            "",
            "http://a b",
        )
    },
}


# Where an action can be hung up.
PLACES: dict[str, Callable[[pikepdf.Pdf, Dictionary], Any]] = {
    "on opening": lambda pdf, act: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect(act)),
    "on a link": lambda pdf, act: on_a_page(pdf, Subtype=Name.Link, A=act),
    "on a field": lambda pdf, act: in_a_form(pdf, A=act),
    "on a button": lambda pdf, act: on_a_page(pdf, Subtype=Name.Widget, FT=Name.Btn, A=pdf.make_indirect(act)),
    "in the outline": lambda pdf, act: in_the_outline(pdf, A=act),
}
# Where something can be hung up that acts by itself.
BY_ITSELF: dict[str, Callable[[pikepdf.Pdf], Dictionary]] = {
    "catalog": lambda pdf: pdf.Root,
    "page": lambda pdf: pdf.pages[0].obj,
    "pages": lambda pdf: pdf.Root.Pages,
    "annotation": lambda pdf: on_a_page(pdf, Subtype=Name.Text),
    "field": in_a_form,
    "outline": in_the_outline,
}


def attached(pdf: pikepdf.Pdf, content: bytes = b"MZ") -> Dictionary:
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=stream)))


def a_picture(pdf: pikepdf.Pdf, **facts: Any) -> Any:
    made = pdf.make_stream(b"x", Type=Name.XObject, **facts)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=made))
    return made


PARTS: dict[str, tuple[Change, str]] = {
    "scripts of the document": (
        lambda pdf: pdf.Root.__setitem__("/Names", Dictionary(JavaScript=Dictionary(Names=["x", script()]))),
        "script",
    ),
    "attachments": (
        lambda pdf: pdf.Root.__setitem__("/Names", Dictionary(EmbeddedFiles=Dictionary(Names=["x", attached(pdf)]))),
        "attachment",
    ),
    "a portfolio": (lambda pdf: pdf.Root.__setitem__("/Collection", Dictionary(View=Name.D)), "attachment"),
    "an associated file": (lambda pdf: pdf.Root.__setitem__("/AF", Array([attached(pdf)])), "attachment"),
    "an associated file of a page": (lambda pdf: pdf.pages[0].obj.__setitem__("/AF", [attached(pdf)]), "attachment"),
    "an associated file of a paragraph": (
        lambda pdf: pdf.Root.__setitem__("/StructTreeRoot", Dictionary(K=Dictionary(AF=Array([attached(pdf)])))),
        "attachment",
    ),
    "an XFA form": (lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=pdf.make_stream(b"<x/>"))), "xfa"),
    "a form that is drawn anew": (lambda pdf: pdf.Root.__setitem__("/NeedsRendering", True), "xfa"),
    "a signature": (lambda pdf: in_a_form(pdf).update({"/FT": Name.Sig, "/V": Dictionary(Filter=Name.X)}), "signed"),
    "renditions": (lambda pdf: pdf.Root.__setitem__("/Names", Dictionary(Renditions=Dictionary())), "media"),
    "a picture in another file": (lambda pdf: a_picture(pdf, F=String("http://elsewhere.example/x")), "elsewhere"),
    "a page of another file": (lambda pdf: a_picture(pdf, Subtype=Name.Form, Ref=Dictionary()), "elsewhere"),
    "PostScript": (lambda pdf: a_picture(pdf, Subtype=Name.PS), "elsewhere"),
    "an annotation that is no page's": (
        lambda pdf: pdf.Root.__setitem__(
            "/StructTreeRoot",
            Dictionary(
                K=Dictionary(
                    Obj=Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=Array([0, 0, 1, 1]),
                        A=script(),
                    )
                )
            ),
        ),
        "script",
    ),
    "something by itself of a field that its widget alone knows": (
        lambda pdf: on_a_page(pdf, Subtype=Name.Widget, Parent=Dictionary(T=String("x"), AA=Dictionary(K=script()))),
        "by_itself",
    ),
    "a script of a field that its widget alone knows": (
        lambda pdf: on_a_page(pdf, Subtype=Name.Widget, Parent=Dictionary(T=String("x"), A=script())),
        "script",
    ),
    **{
        f"a {kind} annotation": (lambda pdf, kind=kind: on_a_page(pdf, Subtype=Name(f"/{kind}")), fault)
        for kind, fault in {
            "FileAttachment": "attachment",
            "Sound": "media",
            "Movie": "media",
            "Screen": "media",
            "3D": "media",
            "RichMedia": "media",
            "Projection": "action",
            "Somersault": "action",
        }.items()
    },
    **{
        f"{name} {where}": (lambda pdf, make=make, put=put: put(pdf, make()), fault)
        for name, (make, fault) in ACTIONS.items()
        for where, put in PLACES.items()
    },
    **{
        f"something by itself of the {where}": (
            lambda pdf, find=find: find(pdf).__setitem__("/AA", Dictionary(O=script())),
            "by_itself",
        )
        for where, find in BY_ITSELF.items()
    },
}
PACKED = {
    "plainly": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "in object streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
}


@pytest.mark.parametrize("packing", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize(("change", "fault"), PARTS.values(), ids=PARTS)
def test_what_acts_is_refused_by_name(change, fault, packing):
    with pytest.raises(Unfit) as found:
        rewritten(pdf(change, **packing))
    assert found.value.fault == fault


@pytest.mark.parametrize("fault", sorted({fault for _change, fault in PARTS.values()}))
def test_each_fault_has_a_sentence_that_says_what_to_do(fault):
    change = next(change for change, its in PARTS.values() if its == fault)
    said = refused(pdf(change))
    assert said.startswith(f"This PDF file is not taken: {FAULTS[fault]}")
    assert said.endswith(". Print it to a new PDF and choose that one.")


def test_the_reason_names_what_was_found():
    assert refused(pdf(lambda made: PLACES["on a link"](made, action("URI", URI=String("file:///etc/passwd"))))) == (
        "This PDF file is not taken: a link in it leads neither to the web nor to an email "
        "address (“file:///etc/passwd”). Print it to a new PDF and choose that one."
    )


@pytest.mark.parametrize(
    "catalog",
    [
        b"<< /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>",
        b"<< /Pages 2 0 R /Open#41ction << /S /J#61vaScript /J#53 (x) >> >>",
        b"<< /Pages 2 0 R /#4Fpen#41ction << /#53 /#4a#61#76#61Script /#4A#53 <78> >> >>",
        b"<</Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>",
        b"<< /Pages 2 0 R %\n/OpenAction %\n<< /S %\n/JavaScript /JS (x) >> >>",
    ],
)
def test_a_name_spelt_by_number_is_the_same_name(catalog):
    assert refused(by_hand(catalog, PAGES, PAGE)).startswith(f"This PDF file is not taken: {FAULTS['script']}")


def test_what_an_older_version_of_the_file_held_is_not_kept():
    """A later change is written behind the file, and what it replaced still stands there."""
    first = by_hand(b"<< /Pages 2 0 R >>", PAGES, PAGE, b"<< /S /JavaScript /JS (app.alert) >>")
    later = b"4 0 obj\nnull\nendobj\n"
    end = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Size 5 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(first),
        first.index(b"xref"),
        len(first) + len(later),
    )
    assert b"app.alert" not in fit(upload(first + later + end)).read()


HARMLESS: dict[str, Change] = {
    "opens at its first page": lambda pdf: pdf.Root.__setitem__("/OpenAction", [pdf.pages[0].obj, Name.Fit]),
    "opens at a named place": lambda pdf: pdf.Root.__setitem__("/OpenAction", action("GoTo", D=String("start"))),
    "has a link to the web": lambda pdf: PLACES["on a link"](
        pdf, action("URI", URI=String("https://www.nhs.uk/x?y#z"))
    ),
    "has a mail address": lambda pdf: PLACES["on a link"](pdf, action("URI", URI=String("MAILTO:a@b.example"))),
    "goes to the next page": lambda pdf: PLACES["on a link"](pdf, action("Named", N=Name.NextPage)),
    "has an outline": lambda pdf: in_the_outline(pdf, Dest=Array([pdf.pages[0].obj, Name.Fit])),
    "has a field to fill in": lambda pdf: in_a_form(pdf, V=String("")),
    "has a note": lambda pdf: on_a_page(pdf, Subtype=Name.Text, Contents=String("Hello")),
    "says a private thing": lambda pdf: pdf.Root.__setitem__("/PieceInfo", Dictionary(X=script())),
    "keeps its articles": lambda pdf: pdf.Root.__setitem__("/Threads", Array([Dictionary(F=attached(pdf))])),
    "wants something of the reader": lambda pdf: pdf.Root.__setitem__("/Requirements", [action("EnableJavaScripts")]),
    "turns its pages": lambda pdf: pdf.pages[0].obj.update({"/Dur": 1, "/Trans": action("Dissolve")}),
    "says how a paragraph looks": lambda pdf: pdf.Root.__setitem__(
        "/StructTreeRoot", Dictionary(K=Dictionary(S=Name.P, A=Dictionary(O=Name.Layout, SpaceAfter=6)))
    ),
    "has a script that hangs nowhere": lambda pdf: pdf.make_indirect(script()),
    "says who wrote it": lambda pdf: pdf.trailer.__setitem__("/Info", Dictionary(Title=String("T"), X=script())),
}
# What none of the files that are kept may say, wherever it stands.
NEVER = (
    "JavaScript",
    "JS",
    "AA",
    "OpenAction",
    "Launch",
    "EmbeddedFiles",
    "EF",
    "Filespec",
    "XFA",
    "PieceInfo",
    "Threads",
    "Requirements",
    "Trans",
    "Encrypt",
)


@pytest.mark.parametrize("packing", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_is_kept_holds_nothing_that_is_not_allowed(change, packing):
    kept = rewritten(pdf(change, **packing))
    assert [name for name in NEVER if f"/{name}" in set(names_in(kept))] == []
    assert len(pypdf.PdfReader(io.BytesIO(kept)).pages) == 1


def names_in(content: bytes) -> Iterator[str]:
    """Every name in every object of a file, as another program reads it."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    waiting: list[Any] = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    waiting.append(dict(reader.trailer))
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield from map(str, thing)
            waiting += [thing.raw_get(key) if hasattr(thing, "raw_get") else thing[key] for key in thing]
        elif isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, pypdf.generic.NameObject):
            yield str(thing)


def test_links_outline_fields_and_notes_stay():
    def change(made: pikepdf.Pdf) -> None:
        in_the_outline(made, Dest=Array([made.pages[0].obj, Name.Fit]))
        in_a_form(made, V=String("Sarah"))
        PLACES["on a link"](made, action("URI", URI=String("https://www.nhs.uk")))

    kept = pypdf.PdfReader(io.BytesIO(fit(upload(pdf(change))).read()))
    assert [entry["/Title"] for entry in kept.outline] == ["Zero", "One"]
    assert kept.pages[0]["/Annots"][0].get_object()["/A"]["/URI"] == "https://www.nhs.uk"
    assert {field["/V"] for field in kept.get_fields().values() if "/V" in field} == {"Sarah"}
