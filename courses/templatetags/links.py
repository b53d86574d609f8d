"""For Wagtail's own template of rich text, which is overridden (templates/wagtailcore/shared/richtext.html)."""

from django import template

from courses.links import live_links

register = template.Library()
register.filter("live_links", live_links)
