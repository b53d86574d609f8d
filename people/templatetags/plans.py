"""The programme's plan, wherever a page speaks of it."""

from django import template

from people.models import Programme
from people.plans.queries import plan_of

register = template.Library()


@register.simple_tag
def has_plan(programme: Programme) -> bool:
    return plan_of(programme) is not None
