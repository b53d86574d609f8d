from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.evidence.entries import Period
from foundation.fields import DayField


class PeriodForm(forms.Form):
    """For the year of an appraisal. It travels in the address: it changes nothing."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Up to"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("Choose a last day that is not before the first."))
        return cleaned

    @property
    def period(self) -> Period:
        """All of the time, unless the days are given and make sense."""
        return Period(self.cleaned_data.get("first"), self.cleaned_data.get("last")) if self.is_valid() else Period()
