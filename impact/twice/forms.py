"""The numbers of one of two times with a code of one's own; and the code alone, to take them back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from impact.forms import NumbersForm
from impact.twice.codes import CODE_QUESTIONS, CodeQuestion, as_letter
from impact.twice.items import WAVE_ITEMS
from impact.twice.models import Wave

ALL_OR_NONE = _("Answer this one too, or leave all six empty.")


def code_field(question: CodeQuestion) -> forms.Field:
    if question.highest:
        return forms.IntegerField(
            label=str(question.asks),
            required=False,
            min_value=question.lowest,
            max_value=question.highest,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 2}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                _("Enter a number from %(low)d to %(high)d.") % {"low": question.lowest, "high": question.highest},
            ),
        )
    return LineField(
        label=str(question.asks),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 4}),
    )


class WithACode(NumbersForm):
    """Six answers, all of them or none. They are digested and forgotten; nothing of them is kept."""

    def __init__(self, items: Any, data: Mapping[str, Any] | None, *, now: datetime) -> None:
        super().__init__(items, data, now=now)
        for question in CODE_QUESTIONS:
            self.fields[question.key] = code_field(question)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for question in CODE_QUESTIONS:
            if not question.highest and given.get(question.key):
                self._check_letter(question.key, given)
        empty = [question.key for question in CODE_QUESTIONS if given.get(question.key) in (None, "")]
        for key in empty if self.asks_for_all(len(empty)) else ():
            if key not in self.errors:
                self.add_error(key, ALL_OR_NONE)
        return given

    def asks_for_all(self, empty: int) -> bool:
        return 0 < empty < len(CODE_QUESTIONS)

    def _check_letter(self, key: str, given: dict[str, Any]) -> None:
        letter = as_letter(given[key])
        if letter:
            given[key] = letter
        else:
            self.add_error(key, _("Type one letter."))

    @property
    def code_fields(self) -> list[forms.BoundField]:
        return [self[question.key] for question in CODE_QUESTIONS]

    @property
    def code(self) -> list[str]:
        given = [self.cleaned_data[question.key] for question in CODE_QUESTIONS]
        return [] if given[0] in (None, "") else [str(answer) for answer in given]


class WaveForm(WithACode):
    wave = forms.ChoiceField(
        label=_("When do you answer?"),
        choices=Wave.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, now: datetime) -> None:
        super().__init__(WAVE_ITEMS, data, now=now)


class WithdrawForm(WithACode):
    """The code alone."""

    def __init__(self, data: Mapping[str, Any] | None, *, now: datetime) -> None:
        super().__init__((), data, now=now)

    def asks_for_all(self, empty: int) -> bool:
        return empty > 0
