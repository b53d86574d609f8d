"""The table of the privacy page."""

from django import template

from pages.personal_data import PersonalData, all_personal_data

register = template.Library()


@register.simple_tag
def personal_data() -> list[PersonalData]:
    return all_personal_data()
