"""`{% for sentence in page|consequences %}`: what it means to take this page down."""

from typing import Any

from django import template

from courses.consequences import of_taking_down
from courses.models import ModulePage, StepPage

register = template.Library()


@register.filter
def consequences(page: Any) -> list[str]:
    return of_taking_down(page) if isinstance(page, ModulePage | StepPage) else []
