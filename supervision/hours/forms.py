from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supervision.hours.counting import RULES, Asked, Span
from supervision.hours.models import MOST_GRACE, MOST_MINUTES, MOST_SESSIONS, MOST_WEEKS


def _number(label: Any, help_text: Any, least: int, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"})
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most, widget=widget)


class EnoughForm(forms.Form):
    """How often and how much supervision a programme asks for, and how it counts."""

    weeks = _number(
        gettext_lazy("Weeks between meetings"),
        gettext_lazy("Once a month is 4. What two people agree between them counts instead."),
        1,
        MOST_WEEKS,
    )
    sessions = _number(
        gettext_lazy("And at the latest after how many sessions"),
        gettext_lazy("0 if the number of sessions does not matter."),
        0,
        MOST_SESSIONS,
    )
    grace = _number(
        gettext_lazy("How many days after that it is called overdue"),
        gettext_lazy("Until then it is called due."),
        0,
        MOST_GRACE,
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("How a meeting counts"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    minutes = _number(
        gettext_lazy("Minutes of supervision asked for in a month"),
        gettext_lazy("0 if your programme asks for no number of minutes. BACP asks for 90."),
        0,
        MOST_MINUTES,
    )
    span = forms.ChoiceField(
        label=gettext_lazy("The minutes must be there"),
        choices=Span.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )

    def __init__(self, data: Any, asked: Asked) -> None:
        super().__init__(data, initial=asdict(asked))
        choices: Any = self.fields["rule"]
        choices.choices = [(key, _rule_line(key)) for key in RULES]

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


def _rule_line(key: str) -> str:
    rule = RULES[key]
    return _("%(name)s (version %(version)s): %(said)s") % {
        "name": rule.name,
        "version": rule.version,
        "said": rule.said,
    }
