"""From which day pairs are wanted, and how the group of one of them is called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from foundation.lines import LineField


class AskForm(forms.Form):
    starts_on = DayField(
        label=_("From which day would they begin?"),
        help_text=_("Those who are authorised by then, and have not ruled that day out, are paired."),
    )


class GroupForm(forms.Form):
    code_name = LineField(
        label=_("Code name"),
        max_length=60,
        help_text=_("A word that gives away nothing about who comes or where, such as a tree."),
        error_messages={"required": _("Enter a name for the group.")},
    )
