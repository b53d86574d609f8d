"""What an editor may have put into a letter, as a closed list; and putting it in. Pure: no query."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Placeholder(NamedTuple):
    """`alone`: it is a list, and stands in a paragraph of its own."""

    name: str
    means: str | Promise
    alone: bool = False


PLACEHOLDERS = (
    Placeholder("date", _("the day of the request")),
    Placeholder("to", _("the training programme director, or the name and post that was typed")),
    Placeholder("programme", _("the name of the programme")),
    Placeholder("organisation", _("its host organisation")),
    Placeholder("doctors", _("its word for participants, for instance resident doctors")),
    Placeholder("asked", _("what is asked: which groups, how, when, and for which days"), alone=True),
    Placeholder("evidence", _("why time is asked, each point with its source"), alone=True),
    Placeholder("figures", _("the programme's groups in numbers that name nobody"), alone=True),
    Placeholder("from", _("the coordinator who asks")),
)
NAMES = frozenset(placeholder.name for placeholder in PLACEHOLDERS)
ALONE = frozenset(placeholder.name for placeholder in PLACEHOLDERS if placeholder.alone)
BRACES = re.compile(r"\{([^{}]*)\}")
PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def check_placeholders(text: str) -> None:
    """Raises ValidationError that names what is unknown, and all that there is."""
    unknown = sorted({f"{{{name}}}" for name in BRACES.findall(text) if name not in NAMES})
    if unknown:
        raise ValidationError(_("%(unknown)s is no placeholder. There are: %(all)s.") % _both(", ".join(unknown)))
    if set(BRACES.sub("", text)) & {"{", "}"}:
        raise ValidationError(_("There is a brace without its other half. Placeholders are: %(all)s.") % _both(""))
    for paragraph in paragraphs_of(text):
        lists = [name for name in BRACES.findall(paragraph) if name in ALONE]
        if lists and paragraph != f"{{{lists[0]}}}":
            raise ValidationError(
                _("{%(name)s} is a list. Give it a paragraph of its own, with an empty line before and after.")
                % {"name": lists[0]}
            )


def check_line(text: str) -> None:
    """For a line of its own, which has no room for a list."""
    check_placeholders(text)
    lists = [f"{{{name}}}" for name in BRACES.findall(text) if name in ALONE]
    if lists:
        raise ValidationError(_("%(lists)s does not fit on one line.") % {"lists": ", ".join(lists)})


def _both(unknown: str) -> dict[str, str]:
    return {"unknown": unknown, "all": ", ".join(f"{{{placeholder.name}}}" for placeholder in PLACEHOLDERS)}


def paragraphs_of(text: str) -> list[str]:
    return [found for part in PARAGRAPHS.split(text.replace("\r\n", "\n")) if (found := part.strip())]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each placeholder once: what comes in is never read as a placeholder itself."""
    return BRACES.sub(lambda found: values[found[1]], text)
