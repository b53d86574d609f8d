"""One day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField


class OwnDayForm(forms.Form):
    day = DayField(label=_("Day"))

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"day": today})
