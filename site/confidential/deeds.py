"""What the access trail can say: an enum for each model, whose values are stored and whose labels are read.

A line stays as it was written, so a value never changes; one that is written no more keeps its sentence. Each app
registers its enums at start-up (`deeds`, by the label of the model).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.registry import Registry

if TYPE_CHECKING:
    from confidential.models import AccessEntry


class Deed(models.TextChoices):
    """What can be done to one kind of record. The label is the sentence that its owner reads; %(who)s did it."""


class WordsDeed(Deed):
    """What can be done to the words of any sealed record."""

    READ = "read", _("%(who)s opened something that you wrote")
    CHOSE_CURRENT = "chose current", _("%(who)s kept the words that were saved last")
    CHOSE_COPY = "chose copy", _("%(who)s kept the words from another tab or device")
    CHOSE_BOTH = "chose both", _("%(who)s kept the words from both tabs or devices")
    BROUGHT_BACK = "brought back", _("%(who)s brought back words from before")


deeds: Registry[type[Deed]] = Registry("What can be done to these records?")
UNKNOWN = _("%(who)s changed a record of yours (%(deed)s)")


def register_deeds(enums: Mapping[str, type[Deed]]) -> None:
    """By the label of the model, at start-up."""
    for model, enum in enums.items():
        deeds.register(model, enum)


def deed_of(model: str, value: str) -> Deed | None:
    """What a line of the trail says of a record of `model`. None for what no enum knows, which is still a line."""
    for enum in (deeds.get(model), WordsDeed):
        if enum and value in enum.values:
            return enum(value)
    return None


def refuse_foreign(model: str, deed: Deed) -> None:
    """Raise ValueError for what cannot be done to a record of `model`."""
    if not isinstance(deed, Deed) or deed_of(model, deed.value) is not deed:
        raise ValueError(f"{deed!r} is not done to {model}: see its deeds.py")


def sentence(entry: "AccessEntry") -> str:
    """For instance "Sam Reyes opened a log that you shared"."""
    deed = deed_of(entry.record_model, entry.action)
    return str(deed.label if deed else UNKNOWN) % {"who": entry.actor, "deed": entry.action.replace("_", " ")}
