"""How a group meets, as people type it."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import ClockField, DayField, MinutesField
from groups.models import LONGEST, SHORTEST
from groups.series.models import Series
from groups.series.planning import Plan

THIS_AND_LATER, ALL_TO_COME = "later", "all"
USUAL_START = time(18, 30)


class SeriesForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("Which sessions?"),
        widget=forms.RadioSelect,
        choices=[(THIS_AND_LATER, _("This one and all later ones")), (ALL_TO_COME, _("All that are not held yet"))],
        error_messages={"required": _("Choose which sessions."), "invalid_choice": _("Choose one of these.")},
    )
    weeks = forms.TypedChoiceField(
        label=_("How often?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=Series.Weeks.choices,
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose one of these.")},
    )
    begins_on = DayField(label=_("First day"), help_text=_("It meets on this day of the week from then on."))
    local_start = ClockField(label=_("Start"))
    minutes = MinutesField(label=_("Minutes"), least=SHORTEST, most=LONGEST)
    until = DayField(label=_("Last day, if it is known"), required=False)
    skips_bank_holidays = forms.BooleanField(label=_("No sessions on bank holidays"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, has_scope: bool, initial: dict[str, Any] | None = None
    ) -> None:
        usual = {"weeks": Series.Weeks.SECOND, "local_start": USUAL_START, "minutes": 45, "skips_bank_holidays": True}
        super().__init__(data, initial=usual | (initial or {}))
        if not has_scope:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        begins_on, until = answers.get("begins_on"), answers.get("until")
        if begins_on and until and until < begins_on:
            self.add_error("until", _("The last day is before the first. Check both."))
        return answers

    @property
    def only_later(self) -> bool:
        return self.cleaned_data.get("scope") == THIS_AND_LATER

    def plan(self) -> Plan:
        """What was entered. Only after `is_valid()`."""
        return Plan(**{name: value for name, value in self.cleaned_data.items() if name != "scope"})
