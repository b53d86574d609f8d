"""The table of the privacy page."""

from django import template

from pages.held import Held, held

register = template.Library()


@register.simple_tag
def all_that_is_held() -> list[Held]:
    return held()
