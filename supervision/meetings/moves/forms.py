"""The new day and hour of a planned meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import ClockField, DayField
from supervision.meetings.fields import AllTheSame


class MoveForm(forms.Form):
    local_date = DayField(label=_("New date"))
    local_start = ClockField(label=_("New start"))
    all_the_same = AllTheSame()
