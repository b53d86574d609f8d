"""What our templates say about time and fields."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.forms.boundfield import BoundWidget
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

AN_HOUR, NEAREST = 60, 5

CLASSES: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, "nhsuk-checkboxes__input"),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.Select, "nhsuk-select"),
    (widgets.Textarea, "nhsuk-textarea"),
    (widgets.Input, "nhsuk-input"),
)


@register.filter
def wall_time(value: date | datetime | None) -> str:
    """An instant or a day in words: "Tue 4 Nov, 18:30", "Tue 4 Nov". Empty for None."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return date_format(value, "D j M")
    return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "D j M, H:i")


@register.filter
def at(day: date, start: time) -> str:
    """A local day and time of day: `{{ session.local_date|at:session.local_start }}` is "Tue 4 Nov, 18:30"."""
    return wall_time(datetime.combine(day, start))


@register.filter
def full_date(value: date | datetime | None) -> str:
    """A day with its year, for records that outlive it: "4 November 2026". Empty for None."""
    if value is None:
        return ""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")


@register.filter
def kind(field: BoundField) -> str:
    """How includes/field.html lays a field out: "hidden", "choices", "checkbox" or "control"."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, widgets.CheckboxInput) else "control"


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's control with the design system's class, in addition to those that its widget brings."""
    widget = field.field.widget
    base = next((css for cls, css in CLASSES if isinstance(widget, cls)), "")
    error = f"{base}--error" if field.errors and base not in {"", "nhsuk-checkboxes__input"} else ""
    names = " ".join(filter(None, (base, error, widget.attrs.get("class", ""))))
    attrs: dict[str, Any] = {"class": names} if names else {}
    if widget.attrs.get("placeholder"):
        attrs["placeholder"] = False  # it would vanish as one types; the label stays
    return field.as_widget(attrs=attrs)


@register.filter
def choice_kind(field: BoundField) -> str:
    """The design system's word for the field's choices: "radios" or "checkboxes"."""
    return "checkboxes" if isinstance(field.field.widget, widgets.CheckboxSelectMultiple) else "radios"


@register.filter
def choice_attributes(option: BoundWidget) -> SafeString:
    """The attributes of one choice, without `aria-invalid`: a single radio may not carry it, the group says it."""
    return SafeString(flatatt({name: value for name, value in option.data["attrs"].items() if name != "aria-invalid"}))


@register.filter
def error_target(field: BoundField) -> str:
    """The id that the error summary leads to: the control, or the first of its choices."""
    if kind(field) == "choices":
        first: dict[str, Any] = next((option.data for option in field.subwidgets), {"attrs": {}})
        return str(first["attrs"].get("id", field.auto_id))
    return str(field.id_for_label or field.auto_id)


@register.filter
def duration(minutes: int) -> str:
    """To the nearest five minutes: "2 hours 50 minutes", "3 hours", "25 minutes"."""
    hours, rest = divmod(max(NEAREST, NEAREST * round(minutes / NEAREST)), AN_HOUR)
    parts = [
        ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours} if hours else "",
        _("%(minutes)s minutes") % {"minutes": rest} if rest else "",
    ]
    return " ".join(filter(None, parts))
