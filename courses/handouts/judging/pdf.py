"""A PDF written again from what is allowed in it. What acts is refused by name; what else is not allowed is left out.

The file is taken in by qpdf, so object streams, spelt names and earlier versions of an object hide nothing. What no
allowlist names is cut off, and what nothing refers to any more is not written.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from courses.handouts.judging import allowed
from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.links import may_be_followed

# qpdf asks the machine for chance when it first meets encryption, and could not once the process is shut in.
pikepdf.new().save(io.BytesIO(), encryption=pikepdf.Encryption(owner="", user="", R=6))
# Arrays and dictionaries that one file may hold: some ten times what a long, tagged document has.
MOST_OBJECTS = 400_000


def rewritten(content: bytes) -> bytes:
    """Raises Unfit for what acts, and pikepdf's errors for what cannot be read."""
    with opened(content) as pdf:
        clean(pdf)
        out = io.BytesIO()
        # What is packed stays packed, however much it would unpack to, and the XML of the metadata is not opened.
        never = pikepdf.StreamDecodeLevel.none
        pdf.save(out, deterministic_id=True, stream_decode_level=never, fix_metadata_version=False)
        return out.getvalue()


def opened(content: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as locked:
        raise Unfit("locked") from locked
    if pdf.is_encrypted:
        raise Unfit("locked")
    return pdf


def clean(pdf: pikepdf.Pdf) -> None:
    keep(pdf.trailer, allowed.TRAILER)
    keep_plain(dictionary(pdf.trailer.get("/Info")), allowed.INFO)
    catalog(pdf.Root)
    if not len(pdf.pages):
        raise Unfit("damaged")
    for found in pdf.pages:
        page(found.obj)
    sweep(pdf.Root)


def catalog(root: Any) -> None:
    refuse_what_acts(root)
    if (first := root.get("/OpenAction")) is not None:
        # Most programs write one that only shows the first page: that is left out and no reason to refuse.
        judge_action(first)
    names(dictionary(root.get("/Names")))
    form(dictionary(root.get("/AcroForm")))
    keep(root, allowed.CATALOG)
    for node in tree(root.get("/Pages"), children):
        refuse_what_acts(node)
        # A page is a leaf, and judged as one.
        keep(node, allowed.PAGES if "/Kids" in node else allowed.PAGE)
    for entry in tree(root.get("/Outlines"), entries):
        refuse_what_acts(entry)
        action_of(entry)
        keep(entry, allowed.OUTLINE)


def dictionary(value: Any) -> Any:
    """`value` if it is one. A stream has a dictionary too, and some programs would take it for one."""
    if isinstance(value, Stream):
        raise Unfit("damaged")
    return value if isinstance(value, Dictionary) else Dictionary()


def names(listed: Any) -> None:
    for key in listed.keys():  # noqa: SIM118 -- pikepdf's dictionaries are walked by their keys
        if key in allowed.NAMES_THAT_ACT:
            raise Unfit(allowed.NAMES_THAT_ACT[key], f"Names {key}")
    keep(listed, allowed.NAMES)


def form(fields: Any) -> None:
    refuse_what_acts(fields)
    keep(fields, allowed.FORM)
    for item in listed_in(fields.get("/Fields")):
        for field in tree(item, children):
            annotation_or_field(field)


def page(sheet: Any) -> None:
    refuse_what_acts(sheet)
    for note in listed_in(sheet.get("/Annots")):
        annotation_or_field(note)
    keep(sheet, allowed.PAGE)


def annotation_or_field(note: Any) -> None:
    refuse_what_acts(note)
    subtype = str(note.get("/Subtype", "/Widget"))
    if subtype not in allowed.ANNOTATIONS:
        raise Unfit(allowed.ANNOTATIONS_THAT_ACT.get(subtype, "action"), f"annotation {subtype}")
    if note.get("/FT") == Name.Sig and "/V" in note:
        raise Unfit("signed")
    action_of(note)
    # A popup or a widget's parent is an annotation or a field as well.
    keep(note, allowed.ANNOTATION)


def action_of(place: Any) -> None:
    """Judge what clicking does, and keep of it what is allowed."""
    action = place.get("/A")
    if action is None:
        return
    judge_action(action)
    keep(dictionary(action), allowed.ACTION)


def judge_action(action: Any) -> None:
    """Raise Unfit for an action other than going to a page or following a link, and for any in the chain behind it."""
    for step in tree(action, followers):
        kind = str(step.get("/S", ""))
        if kind not in allowed.ACTIONS or "/JS" in step:
            raise Unfit(allowed.ACTIONS_THAT_ACT.get("/JavaScript" if "/JS" in step else kind, "action"), kind)
        if kind == "/URI" and not may_be_followed(text_of(step.get("/URI"))):
            raise Unfit("link", text_of(step.get("/URI")))
        if kind == "/Named" and str(step.get("/N", "")) not in allowed.NAMED:
            raise Unfit("action", str(step.get("/N", "")))


def text_of(written: Any) -> str:
    return str(written) if isinstance(written, pikepdf.String) else ""


def refuse_what_acts(place: Any) -> None:
    for key, fault in allowed.KEYS_THAT_ACT.items():
        if key in place and not is_empty(place[key]):
            raise Unfit(fault, key)


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, Array | Dictionary) and not isinstance(value, Stream) and not len(value))


def sweep(root: Any) -> None:
    """Look at all that will be written, wherever it hangs: a file, a script or a hand reaching out of the document."""
    for count, thing in enumerate(reachable(root)):
        if count > MOST_OBJECTS:
            raise Unfit("too_much")
        if isinstance(thing, Array):
            continue
        look_at(thing)


def look_at(thing: Any) -> None:
    kind, subtype, does = (str(thing.get(key, "")) for key in ("/Type", "/Subtype", "/S"))
    if "/JS" in thing and does in ("/JavaScript", "/Rendition", ""):
        raise Unfit("script", does)
    if kind in allowed.TYPES_THAT_ACT or ("/EF" in thing and ("/F" in thing or "/UF" in thing)):
        raise Unfit(allowed.TYPES_THAT_ACT.get(kind, "attachment"), kind)
    if kind == "/Action" or is_action(thing.get("/A")):
        judge_action(thing if kind == "/Action" else thing["/A"])
    if any(is_action(act) for act in values_of(thing.get("/AA"))):
        raise Unfit("by_itself", "/AA")
    if "/Rect" in thing and subtype:
        annotation_or_field(thing)
    if subtype == "/PS" or (subtype == "/Form" and ("/Ref" in thing or "/OPI" in thing or "/PS" in thing)):
        raise Unfit("elsewhere", subtype)
    if isinstance(thing, Stream) and ("/F" in thing or "/FFilter" in thing):
        raise Unfit("elsewhere", kind or subtype)


def is_action(value: Any) -> bool:
    """What says which action it is. Attributes of a paragraph stand under the same name, and say no such thing."""
    return isinstance(value, Dictionary) and "/S" in value


def values_of(value: Any) -> list[Any]:
    return [value[key] for key in value.keys()] if isinstance(value, Dictionary) else []  # noqa: SIM118


def keep(place: Any, names_allowed: frozenset[str]) -> None:
    for key in set(place.keys()) - names_allowed:
        del place[key]


def keep_plain(place: Any, names_allowed: frozenset[str]) -> None:
    """Of a list of facts: those that are known, where they are words."""
    keep(place, names_allowed)
    for key in [key for key in place.keys() if not isinstance(place[key], pikepdf.String | Name)]:  # noqa: SIM118
        del place[key]


def tree(top: Any, below: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """The dictionaries of a tree that a stranger wrote: it may be a ring, and as deep as they like."""
    waiting: list[Any] = [top]
    seen: set[Any] = set()
    while waiting:
        node = waiting.pop()
        if not len(dictionary(node)) or (node.is_indirect and node.objgen in seen):
            continue
        if len(seen) > MOST_OBJECTS:
            raise Unfit("too_much")
        seen.add(node.objgen if node.is_indirect else ("direct", len(seen)))
        yield node
        waiting.extend(below(node))


def listed_in(value: Any) -> list[Any]:
    return [item for item in value if len(dictionary(item))] if isinstance(value, Array) else []


def children(node: Any) -> Iterable[Any]:
    return listed_in(node.get("/Kids"))


def entries(node: Any) -> Iterable[Any]:
    return [node.get("/First"), node.get("/Next")]


def followers(action: Any) -> Iterable[Any]:
    further = action.get("/Next")
    return listed_in(further) if isinstance(further, Array) else [further]


def reachable(root: Any) -> Iterator[Any]:
    """Every array and dictionary that `root` leads to, streams included, each once."""
    waiting: list[Any] = [root]
    seen: set[Any] = set()
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, Array | Dictionary | Stream):
            continue
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        yield thing
        waiting.extend(thing if isinstance(thing, Array) else [thing.get(key) for key in thing.keys()])  # noqa: SIM118
