"""The parts of the frame that every page has around it."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from pages import frame

register = template.Library()


@register.simple_tag(takes_context=True)
def page_header(context: Context) -> SafeString:
    return frame.header(context["request"], context["brand"].name)


@register.simple_tag(takes_context=True)
def page_footer(context: Context) -> SafeString:
    return frame.drawn("includes/footer.html", brand=context["brand"].name)


@register.simple_tag
def page_styles() -> SafeString:
    return frame.drawn("includes/styles.html")
