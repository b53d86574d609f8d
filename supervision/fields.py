"""A time of day, as people type it and as browsers send it, and a number of minutes."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


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
