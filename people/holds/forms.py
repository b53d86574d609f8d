from django import forms
from django.utils.translation import gettext_lazy as _

from people.holds.models import Reason


class HoldForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What has happened?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has happened.")},
    )
