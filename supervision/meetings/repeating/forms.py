"""How often supervision meetings repeat, as a supervisor types it."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import MinutesField
from groups.series.forms import ALL_TO_COME, THIS_AND_LATER, SeriesForm
from groups.series.models import Series
from groups.series.planning import Plan
from people.models import SupervisionAssignment
from supervision.meetings.models import Mode

BESIDE_THE_PLAN = {"scope", "people", "mode"}


class MeetingSeriesForm(SeriesForm):
    minutes = MinutesField(label=_("Minutes"), least=5, most=480)
    skips_bank_holidays = forms.BooleanField(label=_("No meetings on bank holidays"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Who is coming"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is coming.")},
    )
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        has_scope: bool,
        assignments: Sequence[SupervisionAssignment] | None = None,
        labels: Mapping[UUID, str] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """`assignments` are whom to choose from; None where it is known who comes."""
        usual = {"weeks": Series.Weeks.FOURTH, "local_start": time(12, 30), "minutes": 60, "mode": Mode.VIDEO}
        super().__init__(data, has_scope=has_scope, initial=usual | (initial or {}))
        self.assignments = {str(assignment.pk): assignment for assignment in assignments or ()}
        if assignments is None:
            del self.fields["people"], self.fields["mode"]
        else:
            people = cast("forms.MultipleChoiceField", self.fields["people"])
            people.choices = [
                (pk, (labels or {})[assignment.facilitator_id]) for pk, assignment in self.assignments.items()
            ]
            people.error_messages["invalid_choice"] = _("You no longer supervise everyone you chose. Choose again.")
        if has_scope:
            scope = cast("forms.ChoiceField", self.fields["scope"])
            scope.label = _("Which meetings?")
            scope.choices = [
                (THIS_AND_LATER, _("This one and all later ones")),
                (ALL_TO_COME, _("All that are not held yet")),
            ]

    def clean_people(self) -> list[SupervisionAssignment]:
        chosen = [self.assignments[pk] for pk in self.cleaned_data["people"]]
        if len({assignment.programme_id for assignment in chosen}) > 1:
            raise forms.ValidationError(_("These people are in different programmes. Plan for each of them."))
        return chosen

    def plan(self) -> Plan:
        """What was entered. Only after `is_valid()`."""
        return Plan(**{name: value for name, value in self.cleaned_data.items() if name not in BESIDE_THE_PLAN})
