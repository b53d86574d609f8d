"""One part of a Word document, read as it streams by: nothing is kept of it, so a large one costs no memory.

Elements are known by their local names, whatever namespace they claim: a word processor may be more generous than we.
"""

from collections.abc import Mapping
from xml.parsers import expat

from courses.handouts.judging import parts
from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.fields import Fields, check
from courses.handouts.judging.links import may_be_followed

INSTRUCTIONS = {"instrText", "delInstrText"}
ADDRESSES = {"src", "href", "althref"}


class Reader:
    """What a part says, judged while it is said."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.defaults: dict[str, str] = {}
        self.overrides: dict[str, str] = {}
        self.fields = Fields()
        self.in_instruction = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = local(name)
        if element in parts.ELEMENTS_THAT_ACT:
            raise Unfit(parts.ELEMENTS_THAT_ACT[element], element)
        if element == "Relationship":
            relation(attributes)
        elif element in ("Default", "Override"):
            self.type_of(attributes)
        for key, value in attributes.items():
            self.attribute(local(key), value)
        self.in_instruction += element in INSTRUCTIONS

    def attribute(self, key: str, value: str) -> None:
        if key == "instr":
            check(value)
        elif key == "fldCharType":
            self.fields.mark(value)
        elif key in ADDRESSES:
            reaches_out(key, value)

    def end(self, name: str) -> None:
        self.in_instruction -= local(name) in INSTRUCTIONS

    def text(self, text: str) -> None:
        if self.in_instruction:
            self.fields.said(text)

    def type_of(self, told: Mapping[str, str]) -> None:
        kind = told.get("ContentType", "").casefold()
        for key, kinds in (("Extension", self.defaults), ("PartName", self.overrides)):
            if key in told and kinds.setdefault(told[key].casefold(), kind) != kind:
                # Two answers to one question: a word processor may take the other one.
                raise Unfit("damaged", told[key])


def reaches_out(key: str, address: str) -> None:
    """Older drawings name a picture or a link by its address, past all relationships."""
    if parts.INSIDE.fullmatch(address) or (key == "href" and may_be_followed(address)):
        return
    raise Unfit("link" if key == "href" else "elsewhere", address)


def relation(told: Mapping[str, str]) -> None:
    """A relationship is of a kind that is allowed, and leads nowhere outside. Only a link may, to be followed."""
    kind, target = told.get("Type", "").casefold(), told.get("Target", "")
    last = kind.rpartition("/")[2]
    if kind not in parts.RELATIONS:
        raise Unfit(parts.RELATIONS_THAT_ACT.get(last, "part"), last)
    if told.get("TargetMode", "Internal") == "Internal":
        if not parts.INSIDE.fullmatch(target):
            raise Unfit("elsewhere", target)
    elif last != "hyperlink":
        raise Unfit("elsewhere", target)
    elif not may_be_followed(target):
        raise Unfit("link", target)


def local(name: str) -> str:
    return name.rpartition(":")[2]


def read(content: bytes, reader: Reader) -> Reader:
    """Raises Unfit for what may not be there, and for a document type: entities are how XML grows and reaches out."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_entities
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise Unfit("damaged", reader.name) from broken
    reader.fields.finish()
    return reader


def refuse_entities(*_told: object) -> None:
    raise Unfit("entities")
