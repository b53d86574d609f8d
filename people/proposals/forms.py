"""Choosing a supervisor to propose, and declaring."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.proposals.models import Answer

# What either of the two may be to the other, apart from supervision in this programme.
CONFLICTS = (
    _("educational or clinical supervisor"),
    _("line manager"),
    _("training programme director"),
    _("member of the ARCP panel"),
    _("partner or close relative"),
    _("treating doctor"),
)


class ProposeForm(forms.Form):
    supervisor = forms.ChoiceField(
        label=_("Supervisor"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a supervisor."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, supervisors: Sequence[tuple[User, str]]) -> None:
        super().__init__(data)
        self.supervisors = {str(person.pk): person for person, _words in supervisors}
        field = cast("forms.ChoiceField", self.fields["supervisor"])
        field.choices = [(str(person.pk), words) for person, words in supervisors]

    def clean_supervisor(self) -> User:
        return self.supervisors[self.cleaned_data["supervisor"]]


class DeclareForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Is one of you any of these to the other?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
