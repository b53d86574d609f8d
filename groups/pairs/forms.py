"""Founding a group, filling a place."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from foundation.lines import LineField
from groups.pairs.queries import Candidate
from people.models import Specialty, User

FURTHEST = timedelta(days=366)


class FoundForm(forms.Form):
    code_name = LineField(
        label=_("Code name"),
        max_length=60,
        help_text=_("A word that gives away nothing about who comes or where, such as a tree."),
        error_messages={"required": _("Enter a name for the group.")},
    )
    specialty = forms.ModelChoiceField(
        Specialty.objects.order_by("name"),
        label=_("Specialty"),
        required=False,
        empty_label=_("Mixed: all specialties"),
    )
    rhythm = LineField(
        label=_("When it meets"), max_length=80, required=False, help_text=_("For instance: every second week, 18:30.")
    )
    platform = LineField(label=_("Where it meets"), max_length=60, required=False, help_text=_("For instance: video."))
    only_proposed = forms.BooleanField(
        label=_("It is only proposed so far"),
        required=False,
        help_text=_("You can choose its pair already. You change this on the page of the pair."),
    )


class PlaceForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Facilitator"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a facilitator."), "invalid_choice": _("Choose one of these.")},
    )

    starts_on = DayField(
        label=_("First day"),
        required=False,
        help_text=_("Leave it empty to begin now. A day ahead may follow the day on which someone leaves."),
    )

    def __init__(self, data: Mapping[str, Any] | None, candidates: Sequence[Candidate], today: date) -> None:
        self.today = today
        super().__init__(data)
        self.people = {str(candidate.person.pk): candidate.person for candidate in candidates}
        field = cast("forms.ChoiceField", self.fields["person"])
        field.choices = [(str(candidate.person.pk), candidate.words) for candidate in candidates]

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day has passed. Enter a later day, or leave it empty."))
        if day and day > self.today + FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Check the year."))
        return day

    def clean_person(self) -> User:
        return self.people[self.cleaned_data["person"]]
