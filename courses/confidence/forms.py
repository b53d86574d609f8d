"""The questions on one page. Each may be left out; leaving one out by oversight is asked back once."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.confidence.items import HIGHEST, ITEMS, LOWEST, WHOM_FIRST

LEFT_OUT = "out"
CHOICES = [*((str(number), str(number)) for number in range(LOWEST, HIGHEST + 1)), (LEFT_OUT, _("Leave out"))]


class ConfidenceForm(forms.Form):
    """`answers` is {item key: 0 to 10} once the form is valid, `known` {knowledge key: option key}."""

    # Said by the button once somebody was told what has no number.
    as_it_is = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for item in ITEMS:
            self.fields[item.key] = forms.ChoiceField(
                label=str(item.sentence),
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a number from 0 to 10.")},
            )
        self.fields[WHOM_FIRST.key] = forms.ChoiceField(
            label=str(WHOM_FIRST.question),
            choices=list(WHOM_FIRST.options),
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of these, or leave it out.")},
        )

    def clean(self) -> dict[str, Any]:
        """Ask back, once, about what has neither a number nor "Leave out": a stray Enter saves nothing for good."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        without = sum(given.get(item.key) == "" for item in ITEMS)
        if without and not given.get("as_it_is"):
            self.add_error(
                None,
                ngettext(
                    "%(count)d has no number yet. Choose one now, or save it as it is: you cannot add it later.",
                    "%(count)d have no number yet. Choose them now, or save it as it is: you cannot add them later.",
                    without,
                )
                % {"count": without},
            )
        return given

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields that take a number."""
        return [self[item.key] for item in ITEMS]

    @property
    def knowledge(self) -> forms.BoundField:
        return self[WHOM_FIRST.key]

    @property
    def known(self) -> dict[str, str]:
        given = self.cleaned_data.get(WHOM_FIRST.key, "")
        return {WHOM_FIRST.key: given} if given else {}

    @property
    def answers(self) -> dict[str, int]:
        given = {item.key: self.cleaned_data[item.key] for item in ITEMS}
        return {key: int(value) for key, value in given.items() if value not in ("", LEFT_OUT)}
