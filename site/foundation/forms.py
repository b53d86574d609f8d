"""How every form of ours is drawn: one field template, with the error and the hint tied to the field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class HoldfastRenderer(TemplatesSetting):
    field_template_name = "includes/field.html"


def as_typed(fields: Mapping[str, forms.Field], data: Any) -> dict[str, Any]:
    """What was typed, as the start of a fresh form: to show it again without judging it."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in fields.items()}
