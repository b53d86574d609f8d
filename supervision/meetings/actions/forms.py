"""Why an action is dropped, and by which other day it will be done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from supervision.meetings.models import SupervisionAction

# The last reason is given when somebody leaves.
CHOICES = [item for item in SupervisionAction.DropReason if item != SupervisionAction.DropReason.GONE]


class DropForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you drop it?"),
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in CHOICES],
        error_messages={"required": _("Choose why you drop it.")},
    )


class DateForm(forms.Form):
    due = DayField(label=_("New date"))
