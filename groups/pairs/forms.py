"""Founding a group, filling a place, moving a group on."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from groups.models import PeerGroup
from groups.pairs.queries import Candidate
from people.models import Specialty, User


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


class PlaceForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Facilitator"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a facilitator."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, candidates: Sequence[Candidate]) -> None:
        super().__init__(data)
        self.people = {str(candidate.person.pk): candidate.person for candidate in candidates}
        field = cast("forms.ChoiceField", self.fields["person"])
        field.choices = [(str(candidate.person.pk), candidate.words) for candidate in candidates]

    def clean_person(self) -> User:
        return self.people[self.cleaned_data["person"]]


class MoveForm(forms.Form):
    to = forms.ChoiceField(
        label=_("What is it now?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, group: PeerGroup) -> None:
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["to"])
        # Its end is decided on a page of its own.
        states = [one for one in PeerGroup.State if one not in (PeerGroup.State.ENDING, PeerGroup.State.ENDED)]
        field.choices = [(one.value, one.label) for one in states if PeerGroup.MOVES.allow(group.state, one)]
