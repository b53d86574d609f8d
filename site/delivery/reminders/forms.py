"""Which kinds of reminders somebody wants, and between which hours."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delivery.reminders.models import EVENINGS, MORNINGS


def _hours(hours: range) -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in hours]


class RemindersForm(forms.Form):
    """`kinds` is {name of a rule: its title}, of those that can concern this person."""

    wanted = forms.MultipleChoiceField(
        label=_("Remind me by email of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    earliest = forms.TypedChoiceField(
        label=_("Not before"), choices=_hours(MORNINGS), coerce=int, help_text=_("The time where your programme is.")
    )
    latest = forms.TypedChoiceField(label=_("Not after"), choices=_hours(EVENINGS), coerce=int)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, kinds: Mapping[str, str | Promise], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.kinds = kinds
        if kinds:
            self.fields["wanted"].choices = list(kinds.items())  # type: ignore[attr-defined]
        else:
            del self.fields["wanted"]

    @property
    def unwanted(self) -> set[str]:
        return set(self.kinds) - set(self.cleaned_data.get("wanted", ()))
