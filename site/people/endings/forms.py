"""One question for each thing that hangs on an event, and its day where that may lie ahead."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.endings.days import is_over
from people.endings.registry import Found
from people.models import Programme

FURTHEST = timedelta(days=366)


class EndingForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty to end it now."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "nhsuk-input--width-10"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y"],
        error_messages={"invalid": _("Give the date as day, month and year, for instance 24/11/2026.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, found: Sequence[Found], *, programme: Programme, dated: bool,
        now: datetime,
    ) -> None:
        super().__init__(data)
        self.programme, self.now = programme, now
        if not dated:
            del self.fields["last_day"]
        self.asked = {one.name: one for one in found if len(one.hanging.choices) > 1 and not one.entry.unseen}
        for name, one in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=str(one.hanging.words), choices=[(choice.key, choice.label) for choice in one.hanging.choices],
                initial=one.hanging.choices[0].key, widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose what becomes of this. It may have come up since the page was drawn."),
                    "invalid_choice": _("This is not possible any more. Choose again."),
                },
            )

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day and is_over(day, self.programme) <= self.now:
            raise forms.ValidationError(_("This day is over. Give a day that lies ahead, or leave it empty."))
        if day and is_over(day, self.programme) > self.now + FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Check the year."))
        return day

    def at(self) -> datetime:
        """The instant that was chosen."""
        day = self.cleaned_data.get("last_day")
        return is_over(day, self.programme) if day else self.now

    def choices(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.asked}
