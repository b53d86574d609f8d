"""What the page of concerns over time is narrowed to. It stands in the address, and changes nothing."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from supervision.concerns.models import ConcernState
from supervision.concerns.over_time.queries import Period


class ListForm(forms.Form):
    """A choice that is not offered narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all that are open")), *ConcernState.choices]
    )
    order = forms.ChoiceField(
        label=_("First"), required=False, choices=[("age", _("the oldest")), ("next", _("the nearest next date"))]
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {"state": self.cleaned_data.get("state", ""), "order": self.cleaned_data.get("order") or "age"}


class PeriodForm(forms.Form):
    """A year up to today, where the address says nothing."""

    first = DayField(label=_("Raised from"), required=False)
    last = DayField(label=_("to"), required=False)

    def __init__(self, data: Any, today: date) -> None:
        self.usual = Period(_a_year_before(today), today)
        asked = {name: data.get(name) or getattr(self.usual, name).isoformat() for name in ("first", "last")}
        super().__init__(asked)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a day that is not before the first."))
        return cleaned

    @property
    def period(self) -> Period:
        """What was asked for; the year where that is no period."""
        return Period(**self.cleaned_data) if self.is_valid() else self.usual


def _a_year_before(day: date) -> date:
    """With `day` itself it is one year."""
    return day - timedelta(days=364)
