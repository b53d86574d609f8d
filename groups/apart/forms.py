"""Naming one colleague, without a reason."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User


class ApartForm(forms.Form):
    other = forms.ChoiceField(
        label=_("Facilitator"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a facilitator."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, data: Any, people: Sequence[User]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        cast("forms.ChoiceField", self.fields["other"]).choices = [(key, who.name) for key, who in self.people.items()]

    def clean_other(self) -> User:
        return self.people[self.cleaned_data["other"]]
