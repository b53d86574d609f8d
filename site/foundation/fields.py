"""A day, a time of day and a number of minutes, as people type them and as browsers send them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
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


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "nhsuk-input--width-10"}),
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            error_messages={
                "required": _("Enter the time."),
                "invalid": _("Enter the time in hours and minutes, for example 18:30."),
            },
            **kwargs,
        )


class MinutesField(forms.IntegerField):
    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        out_of_range = format_lazy(_("Enter a number of minutes from {least} to {most}."), least=least, most=most)
        super().__init__(
            min_value=least,
            max_value=most,
            widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), out_of_range),
            **kwargs,
        )
