from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.agreements.models import SupervisionAgreement

SHORT_NUMBER = {"class": "nhsuk-input--width-3", "inputmode": "numeric"}


class OfferForm(forms.ModelForm[SupervisionAgreement]):
    """The three terms that differ from pair to pair; the wording is the same for all."""

    class Meta:
        model = SupervisionAgreement
        fields = ["weeks_between", "minutes", "contact"]
        widgets = {
            "weeks_between": forms.NumberInput(attrs=SHORT_NUMBER),
            "minutes": forms.NumberInput(attrs=SHORT_NUMBER),
        }
        help_texts = {
            "weeks_between": _("Once a month is 4."),
            "contact": _("How they can reach you when something cannot wait for the next meeting."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without this the radio list starts with an empty choice.
        self.fields["contact"] = forms.ChoiceField(
            label=_("Contact between meetings"),
            help_text=self.fields["contact"].help_text,
            choices=SupervisionAgreement.Contact.choices,
            initial=SupervisionAgreement.Contact.BOTH,
            widget=forms.RadioSelect,
        )


class AcknowledgeForm(forms.Form):
    read = forms.BooleanField(
        label=_("I have read this, and I agree"),
        error_messages={"required": _("Read the agreement, then tick this box to agree to it.")},
    )
    # Which offer was on the screen.
    offered_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
