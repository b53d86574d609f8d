"""One field: a number, or none."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.telephones.models import LONGEST, NOT_A_NUMBER, check_number, folded

TYPED = 3 * LONGEST


class TelephoneForm(forms.Form):
    number = forms.CharField(
        label=_("Your telephone number"),
        max_length=TYPED,
        required=False,
        help_text=_("Leave it empty if you prefer not to. For instance 07700 900123."),
        error_messages={"max_length": NOT_A_NUMBER},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_number(self) -> str:
        number = folded(self.cleaned_data["number"])
        if number:
            check_number(number)
        return number
