"""Another time, and one line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import ClockField, DayField
from foundation.lines import LineField
from supervision.meetings.coming.services import LONGEST_LINE


class OtherTimeForm(forms.Form):
    other_date = DayField(label=_("Date"))
    other_start = ClockField(label=_("Start"))


class LineForm(forms.Form):
    line = LineField(
        label=_("One line to your supervisor"),
        max_length=LONGEST_LINE,
        help_text=_("For example: can we talk before Thursday? Leave out the names of group members."),
        error_messages={
            "required": _("Write a line, or leave this page."),
            "max_length": _("This is longer than %(limit_value)s characters. Shorten it to one line."),
        },
    )
