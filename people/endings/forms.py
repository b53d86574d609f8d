"""One question for each thing that hangs on an event, and its day where that may lie ahead."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from people.endings.days import is_over
from people.endings.registry import ANSWER, Asks, Found
from people.models import Programme

FURTHEST = timedelta(days=366)


class EndingForm(forms.Form):
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty to end it now."))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        found: Sequence[Found],
        *,
        programme: Programme,
        dated: bool,
        now: datetime,
    ) -> None:
        super().__init__(data)
        self.programme, self.now = programme, now
        self.answers: dict[str, str] = {}
        if not dated:
            del self.fields["last_day"]
        self.asked = {item.name: item for item in found if len(item.hanging.choices) > 1 and not item.entry.unseen}
        for name, thing in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=str(thing.hanging.words),
                choices=[(choice.key, choice.label) for choice in thing.hanging.offered],
                initial=None if thing.hanging.must_choose else thing.hanging.choices[0].key,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose what happens to this. It may be new since you opened the page."),
                    "invalid_choice": _("This is no longer possible. Choose again."),
                },
            )
            for field, more in self._further(name):
                self.fields[field] = more

    def _further(self, name: str) -> Iterator[tuple[str, forms.Field]]:
        """The fields of whichever choices of this thing ask more."""
        for choice in self.asked[name].hanging.choices:
            for key, field in choice.asks.fields().items() if choice.asks else ():
                yield f"{name}:{key}", field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, thing in self.asked.items():
            made = next((choice for choice in thing.hanging.choices if choice.key == cleaned.get(name)), None)
            if made and made.asks:
                self._keep_answer(name, made.asks, cleaned)
        return cleaned

    def _keep_answer(self, name: str, asks: Asks, cleaned: Mapping[str, Any]) -> None:
        given = {key: cleaned.get(f"{name}:{key}") for key in asks.fields()}
        if any(f"{name}:{key}" in self.errors for key in given):
            return
        try:
            self.answers[name] = asks.answer(given)
        except forms.ValidationError as wrong:
            for key, said in wrong.message_dict.items():
                self.add_error(f"{name}:{key}", said)

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day and is_over(day, self.programme) <= self.now:
            raise forms.ValidationError(_("This day has passed. Enter a later day, or leave it empty."))
        if day and is_over(day, self.programme) > self.now + FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Check the year."))
        return day

    def beside(self, thing: Found) -> list[BoundField]:
        """What choices of this thing ask besides, in their order."""
        return [self[field] for field in self.fields if field.startswith(f"{thing.name}:")]

    def at(self) -> datetime:
        """The instant that was chosen."""
        day = self.cleaned_data.get("last_day")
        return is_over(day, self.programme) if day else self.now

    def choices(self) -> dict[str, str]:
        made = {name: self.cleaned_data[name] for name in self.asked}
        return made | {name: f"{made[name]}{ANSWER}{answer}" for name, answer in self.answers.items()}
