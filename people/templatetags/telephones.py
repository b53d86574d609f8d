"""Numbers beside names, wherever a page says to ring somebody: only those that the reader may see now."""

from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.telephones.models import Telephone
from people.telephones.queries import telephones_for

register = template.Library()

# How somebody is near, as registered -> in words. Supervisees are not listed: a page names them where they are meant.
WHO_THEY_ARE = {
    "supervisor": _("your supervisor"),
    "cover": _("covers for your supervisor"),
    "partner": _("your co-facilitator"),
}


@register.simple_tag(takes_context=True)
def telephone_of(context: Context, person: User | None) -> SafeString:
    """A link that dials `person`. Nothing where they give no number, or not to whoever looks."""
    known = _known(context).get(person.pk) if person else None
    if known is None:
        return SafeString("")
    return format_html('<a class="hf-tel" href="tel:{}">{}</a>', known.dialled, known.number)


@register.inclusion_tag("people/people_to_ring.html", takes_context=True)
def people_to_ring(context: Context) -> dict[str, Any]:
    """The reader's supervisor, whoever covers for them, and the other of the pair, with the numbers that they give."""
    known = _known(context).values()
    return {"rows": [(item, WHO_THEY_ARE[item.nearness]) for item in known if item.nearness in WHO_THEY_ARE]}


def _known(context: Context) -> dict[UUID, Telephone]:
    """One query for a page, and none for who is signed out."""
    request = context.get("request")
    if request is None or not getattr(request.user, "is_authenticated", False) or not hasattr(request, "now"):
        return {}
    if not hasattr(request, "_telephones"):
        request._telephones = telephones_for(request.user, request.now)
    found: dict[UUID, Telephone] = request._telephones
    return found
