"""What a supervisor offers, to one or to many, and what a facilitator agrees to."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from people.models import SupervisionAssignment
from supervision.agreements.models import A_YEAR, SupervisionAgreement

LATEST_LOOK = timedelta(days=2 * 365)
SHORT_NUMBER = {"class": "nhsuk-input--width-3", "inputmode": "numeric"}


class OfferForm(forms.ModelForm[SupervisionAgreement]):
    """The terms that differ from pair to pair; the wording is the same for all."""

    review_on = DayField(
        label=_("When you look at this again"),
        help_text=_("Within two years; once a year is usual. You are both reminded on that day."),
    )

    class Meta:
        model = SupervisionAgreement
        fields = ["weeks_between", "minutes", "contact", "review_on"]
        widgets = {
            "weeks_between": forms.NumberInput(attrs=SHORT_NUMBER),
            "minutes": forms.NumberInput(attrs=SHORT_NUMBER),
        }
        help_texts = {
            "weeks_between": _("Once a month is 4."),
            "contact": _("How they can reach you when something cannot wait for the next meeting."),
        }

    def __init__(
        self, data: Any = None, *, today: date, initial: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        offered: SupervisionAgreement | None = kwargs.get("instance")
        day = (offered.review_on if offered else None) or today + A_YEAR
        super().__init__(data, initial={"review_on": day, **(initial or {})}, **kwargs)
        self.today = today
        # Without this the radio list starts with an empty choice.
        self.fields["contact"] = forms.ChoiceField(
            label=_("Contact between meetings"),
            help_text=self.fields["contact"].help_text,
            choices=SupervisionAgreement.Contact.choices,
            initial=SupervisionAgreement.Contact.BOTH,
            widget=forms.RadioSelect,
        )

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if not self.today < day <= self.today + LATEST_LOOK:
            raise ValidationError(_("Choose a day from tomorrow on, within two years."))
        return day


class ManyForm(OfferForm):
    """The same terms for several people: all who have none are ticked."""

    to = forms.TypedMultipleChoiceField(
        label=_("Who gets it"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("The list has changed since you opened this page. Check who is on it."),
        },
    )
    field_order = ("to", "weeks_between", "minutes", "contact", "review_on")

    def __init__(self, data: Any, *, assignments: Sequence[SupervisionAssignment], today: date) -> None:
        super().__init__(data, today=today, initial={"to": [str(assignment.pk) for assignment in assignments]})
        self.assignments = {assignment.pk: assignment for assignment in assignments}
        to: Any = self.fields["to"]
        to.choices = [(str(row.pk), row.facilitator.name) for row in assignments]

    def chosen(self) -> list[SupervisionAssignment]:
        return [self.assignments[pk] for pk in self.cleaned_data["to"]]

    def terms(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "to"}


class AcknowledgeForm(forms.Form):
    read = forms.BooleanField(
        label=_("I have read this, and I agree"),
        error_messages={"required": _("Read the agreement, then tick this box to agree to it.")},
    )
    # Which offer was on the screen.
    offered_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
