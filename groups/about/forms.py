"""What a group is: everything that its pair or a coordinator can change."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from foundation.lines import LineField
from groups.about.columns import LONGEST_AGREEMENT
from groups.about.models import COORDINATORS_ALONE, OF_ITS_END, What
from groups.models import MOST_ATTENDING, PeerGroup
from people.models import Specialty


def number(what: What, least: int, **options: Any) -> forms.IntegerField:
    words = _("Enter a number from %(least)s to %(most)s.") % {"least": least, "most": MOST_ATTENDING}
    return forms.IntegerField(
        label=what.label,
        min_value=least,
        max_value=MOST_ATTENDING,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
        **options,
    )


def text(what: What, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=what.label,
        required=False,
        max_length=LONGEST_AGREEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        **options,
    )


class AboutForm(forms.Form):
    code_name = LineField(
        label=What.CODE_NAME.label, max_length=60, error_messages={"required": _("Enter a name for the group.")}
    )
    specialty = forms.ModelChoiceField(
        Specialty.objects.order_by("name"),
        label=What.SPECIALTY.label,
        required=False,
        empty_label=_("Mixed: all specialties"),
    )
    rhythm = LineField(label=What.RHYTHM.label, max_length=80, required=False)
    platform = LineField(
        label=What.PLATFORM.label, max_length=60, required=False, help_text=_("For instance: video. Not the link.")
    )
    capacity = number(What.CAPACITY, 2, help_text=_("Without the two of you. Ten is usual."))
    expected = number(What.EXPECTED, 0, required=False, help_text=_("A number, never names."))
    agreement = text(What.AGREEMENT, help_text=_("What the group agreed, in its own words. Name nobody."))
    agreement_made_on = DayField(label=What.MADE.label, required=False)
    agreement_restated_on = DayField(
        label=What.RESTATED.label, required=False, help_text=_("Say it again whenever someone new comes.")
    )
    last_supervision_on = DayField(label=What.LAST_SUPERVISION.label, required=False)
    word_for_participants = text(
        What.WORD, help_text=_("For the last sessions: why it ends, and where people can go. Name nobody.")
    )
    handed_over = LineField(label=What.HANDED_OVER.label, max_length=200, required=False)

    def __init__(self, data: Mapping[str, Any] | None, group: PeerGroup, *, coordinates: bool) -> None:
        super().__init__(data, initial={what.value: getattr(group, what) for what in What})
        unasked = () if coordinates else COORDINATORS_ALONE
        if group.state != PeerGroup.State.ENDING:
            unasked = (*unasked, *OF_ITS_END)
        for what in unasked:
            del self.fields[what]

    def clean_agreement(self) -> str:
        return _lines(self.cleaned_data["agreement"])

    def clean_word_for_participants(self) -> str:
        return _lines(self.cleaned_data["word_for_participants"])


def _lines(typed: str) -> str:
    """As browsers send it, lines end in two characters."""
    return typed.replace("\r\n", "\n")
