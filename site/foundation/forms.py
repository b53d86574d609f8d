"""How every form of ours is drawn: one field template, with the error and the hint tied to the field."""

from django.forms.renderers import TemplatesSetting


class HoldfastRenderer(TemplatesSetting):
    field_template_name = "includes/field.html"
