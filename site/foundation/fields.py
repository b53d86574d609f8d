"""A day, as people type it and as browsers send it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Nothing here happens outside. At the ends of what Python can count, the day after a day is a fault.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


class DayField(forms.DateField):
    """For every form of ours (`tests/foundation/test_day_fields.py`)."""

    def __init__(self, *, error_messages: dict[str, Any] | None = None, **kwargs: Any) -> None:
        words = {
            "required": _("Enter the date."),
            "invalid": _("Enter the date as day, month and year, for instance 24/11/2026."),
        }
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "nhsuk-input--width-10"}),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y"],
            error_messages=words | (error_messages or {}),
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            years = {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
            raise ValidationError(_("Check the year. It can be from %(first)s to %(last)s."), code="year", params=years)
        return day
