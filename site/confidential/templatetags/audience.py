"""The line that says who reads something, with names, from the permission itself."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from confidential.audience import audience
from confidential.models import SealedRecord

register = template.Library()


@register.inclusion_tag("confidential/audience.html", takes_context=True)
def who_reads(context: Context, record: SealedRecord) -> dict[str, Any]:
    """Who may open `record` now besides whoever wrote it."""
    request = context["request"]
    people = [person for person in audience(record, request.now) if person.pk != request.user.pk]
    return {"alone": not people, "names": you_and(people)}


@register.filter
def you_and(people: Sequence[Any]) -> str:
    """For instance "You, Sam Reyes and Clara Voss"."""
    named: list[str] = [_("You"), *(person.name for person in people)]
    if len(named) == 1:
        return named[0]
    return _("%(others)s and %(last)s") % {"others": ", ".join(named[:-1]), "last": named[-1]}
