"""What the judging process says of a file, as a file to keep or as a Refusal that somebody can do something about."""

from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from foundation.apart import ask
from foundation.refusals import Refusal

# The process ends itself after five seconds of work.
MOST_SECONDS = 8

FAULTS: dict[str, Any] = {
    "script": _("it holds a script (JavaScript)"),
    "by_itself": _("it does something by itself when it is opened, turned to or filled in"),
    "opens": _("it opens another file or a program"),
    "sends": _("it sends or fetches what is filled in"),
    "action": _("it does something that a handout need not do"),
    "media": _("it holds sound, film or a 3D model"),
    "attachment": _("another file is attached to it"),
    "xfa": _("it is an XFA form, which few programs can show"),
    "signed": _("it is signed, and the signature would be lost"),
    "link": _("a link in it leads neither to the web nor to an email address"),
    "elsewhere": _("a part of it is taken from another file or from the web"),
    "macros": _("it has macros"),
    "embedded": _("a file, a chart or a control is embedded in it"),
    "template": _("it takes its template from elsewhere"),
    "field": _("a field in it does more than numbers, dates and links"),
    "other_text": _("it takes in text of another format"),
    "other_package": _("it is not a plain Word document, though it is packed like one"),
    "entities": _("its XML declares entities"),
    "part": _("it has a part of a kind that is not kept here"),
}
# These say all by themselves.
WHOLE: dict[str, Any] = {
    "locked": _(
        "This file is locked: it is encrypted, or protected by a password. Save it without, and choose that one."
    ),
    "damaged": _(
        "This file is cut off or damaged and cannot be read. Open it on your computer, save or print it to a new PDF, "
        "and choose that one."
    ),
    "too_much": _(
        "This file takes too long or too much memory to look through. Print it to a new PDF and choose that one."
    ),
}


def rewritten(kind: str, label: str, content: bytes) -> bytes:
    """The file as it is to be kept. `kind` is "pdf" or "word". Raises Refusal with what was found."""
    said = ask("courses.handouts.judging", kind, content, most_seconds=MOST_SECONDS)
    verdict, _newline, rest = said.partition(b"\n")
    if verdict == b"fit":
        return rest
    fault, _newline, detail = rest.partition(b"\n")
    raise refusal(label, fault.decode() or "too_much", detail.decode(errors="replace"))


def refusal(label: str, fault: str, detail: str) -> Refusal:
    if fault in WHOLE:
        return Refusal(WHOLE[fault])
    found = f"{FAULTS[fault]} (“{detail}”)" if detail else str(FAULTS[fault])
    sentence = _gettext("This %(kind)s file is not taken: %(found)s. Print it to a new PDF and choose that one.")
    return Refusal(sentence % {"kind": label, "found": found})
