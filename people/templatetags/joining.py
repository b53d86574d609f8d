"""What somebody joins: how long the training is."""

from django import template

from people.registry import Training, trainings

register = template.Library()


@register.simple_tag
def training() -> Training | None:
    """All that a facilitator learns before a group of their own. None until a course is published."""
    told = [length() for _name, length in trainings]
    whole = Training(sum(item.minutes for item in told), sum(item.steps for item in told))
    return whole if whole.steps else None
