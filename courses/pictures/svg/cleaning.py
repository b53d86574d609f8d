"""A drawing, written again from the elements and attributes that `allowed` lists: what was not read is not there.

What acts or reaches out is refused by its name, and so is a shape that we can't keep: its author would find another
drawing than the one they made. What does nothing for a reader (comments, a program's own data) is left out.
"""

from collections.abc import Iterator, Mapping
from itertools import takewhile
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext_lazy as _

from courses.pictures.svg import allowed
from foundation.refusals import Refusal

MOST_BYTES, MOST_ELEMENTS, MOST_DEEP, MOST_WIDE = 200 * 1024, 5000, 40, 10_000
MOST_DETAIL = 40
# expat puts it between an element's namespace and its name; no namespace holds it.
BETWEEN = "\n"

UNREADABLE = _("This is not a whole SVG drawing. Export it as “Plain SVG” from the program you drew it in.")
TOO_MUCH = _("This drawing is too large. It may have 200 KB and 5,000 shapes. Simplify its paths and export it again.")
NO_SIZE = _("This drawing does not say how large it is. Export it with a “viewBox”, at most 10,000 wide and high.")
ENTITIES = _("This drawing declares entities. Export it as “Plain SVG”, and they are written out.")
NOT_KEPT = _("This drawing has “%(name)s”, which is not kept here. Draw it with lines, shapes and text only.")
ACTS = _("This drawing has “%(name)s”, which does something by itself. Take it out and export it again.")
ELSEWHERE = _("This drawing takes in “%(name)s” from another place. Draw it into the file itself.")
DRAWS_AGAIN = _("In this drawing an arrowhead or a clip uses another one (“%(name)s”). Draw that one out.")


def cleaned(content: bytes) -> bytes:
    """`content` as it may be kept and served; cleaned again it stays as it is. Raises Refusal."""
    if len(content) > MOST_BYTES:
        raise Refusal(TOO_MUCH)
    drawing = Drawing()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = drawing.doctype
    parser.SkippedEntityHandler = drawing.entity
    parser.ProcessingInstructionHandler = drawing.instruction
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise Refusal(UNREADABLE) from broken
    return "".join(drawing.written).encode()


class Drawing:
    """What is kept of a drawing, while it streams by."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.within: list[str] = []
        self.elements = 0
        # How deep we are in something that is left out.
        self.passing = 0
        self.sheet = ""

    def doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        """Old programs name one, which says nothing; with something inside, it is how XML grows and reaches out."""
        if inside:
            raise Refusal(ENTITIES)

    def entity(self, _name: str, _is_parameter: int) -> None:
        raise Refusal(ENTITIES)

    def instruction(self, target: str, _said: str) -> None:
        if target == "xml-stylesheet":
            raise named(ELSEWHERE, target)

    def start(self, full: str, attributes: Mapping[str, str]) -> None:
        namespace, _between, name = full.rpartition(BETWEEN)
        self.count()
        judge(name)
        if self.passing or namespace != allowed.SVG or name in allowed.LEFT_OUT:
            self.passing += 1
            if not self.within:
                raise Refusal(UNREADABLE)
            return
        if name not in allowed.ELEMENTS or (name == "svg") == bool(self.within):
            raise named(NOT_KEPT, name)
        kept = self.attributes(name, attributes)
        self.written.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")
        self.within.append(name)

    def count(self) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.within) + self.passing > MOST_DEEP:
            raise Refusal(TOO_MUCH)

    def attributes(self, element: str, given: Mapping[str, str]) -> dict[str, str]:
        kept = dict(kept_attributes(element, given))
        if not allowed.DRAWN_ELSEWHERE.isdisjoint([*self.within, element]):
            for again in allowed.REFERS_TO_SHAPES & kept.keys():
                raise named(DRAWS_AGAIN, again)
        return {"xmlns": allowed.SVG, **kept, **sized(given)} if element == "svg" else kept

    def end(self, _name: str) -> None:
        if self.passing:
            self.passing -= 1
            return
        name = self.within.pop()
        if name == "style":
            check_sheet(self.sheet)
        self.sheet = ""
        self.written.append(f"</{name}>")

    def text(self, text: str) -> None:
        """It may come in pieces: a sheet of styles is judged when it is whole."""
        if self.passing or not self.within or self.within[-1] not in allowed.HOLD_WORDS:
            return
        self.sheet += text
        self.written.append(escape(text, {"\r": "&#13;"}))


def named(sentence: object, name: str) -> Refusal:
    shown = "".join(letter for letter in name[:MOST_DETAIL] if letter.isprintable())
    return Refusal(str(sentence) % {"name": shown})


def judge(name: str) -> None:
    """What acts is refused wherever it is, in whatever namespace it claims to be."""
    if name.lower() in {"script", "foreignobject", "handler", "listener", "iframe", "object", "embed"}:
        raise named(ACTS, name)


def kept_attributes(element: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Attributes of our lists; those of a `style` among them, for our pages take no style within an element."""
    styles = dict(declarations(given.get("style", "")))
    for full, value in {**given, **styles}.items():
        name = full.rpartition(BETWEEN)[2]
        if name.lower().startswith("on"):
            raise named(ACTS, name)
        if name in ("href", "src"):
            yield from reference(element, name, value)
        elif full in allowed.PAINT or full in allowed.PLACE:
            check_value(value)
            yield name, value


def declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, _colon, value = part.partition(":")
        if name.strip() in allowed.PAINT:
            yield name.strip(), value.replace("!important", "").strip()


def reference(element: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    """A gradient may take its colours from another one of the same drawing."""
    if not allowed.HERE.fullmatch(value.strip()):
        raise named(ELSEWHERE, value)
    if name == "href" and element in allowed.GRADIENTS:
        yield name, value.strip()


def check_value(value: str) -> None:
    """Numbers, words, colours, moves, and a part of the same drawing. Nothing that a browser would fetch."""
    left = allowed.REFERENCE.sub("", value)
    if functions_in(left) - allowed.COLOURS - allowed.MOVES or "\\" in left:
        raise named(ELSEWHERE, value)


def check_sheet(text: str) -> None:
    """A sheet of styles sets colours and sizes by class. It imports nothing and points at nothing."""
    if functions_in(text) - allowed.COLOURS or not set("\\@").isdisjoint(text):
        raise named(ELSEWHERE, text.strip())


def functions_in(text: str) -> set[str]:
    """What stands before each bracket that opens."""
    return {"".join(takewhile(_of_a_name, reversed(before.rstrip())))[::-1] for before in text.split("(")[:-1]}


def _of_a_name(letter: str) -> bool:
    return letter.isalnum() or letter in "-_"


def sized(given: Mapping[str, str]) -> dict[str, str]:
    """How large it is, three times over: a page sets its place apart before it has come. Raises Refusal."""
    sides = [given.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    box = given.get("viewBox", "").replace(",", " ").split() or ["0", "0", *sides]
    try:
        left, top, width, height = map(_number, box)
    except ValueError:
        raise Refusal(NO_SIZE) from None
    if max(abs(left), abs(top), width, height) > MOST_WIDE or min(width, height) <= 0:
        raise Refusal(NO_SIZE)
    shown = " ".join(f"{number:g}" for number in (left, top, width, height))
    return {"viewBox": shown, "width": str(max(1, round(width))), "height": str(max(1, round(height)))}


def _number(written: str) -> float:
    """Raises ValueError, for what Python alone takes as a number too."""
    if not set(written) <= set("0123456789.eE+-"):
        raise ValueError(written)
    return float(written)
