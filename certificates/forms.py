"""The code on a certificate, and what the board is narrowed to. Both travel in the address: they change nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import canonical, grouped
from certificates.items import State
from certificates.readiness import Row
from foundation.lines import LineField


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=200,
        help_text=_("16 letters and digits, such as 7KQ2-M9XD-3T0V-HB5R. Spaces, dashes and capitals do not matter."),
        error_messages={"required": _("Enter the code that is printed on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code in its groups, as an address takes it."""
        code = canonical(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Enter the code that is printed on the certificate."))
        return grouped(code)


class ReplaceForm(forms.Form):
    reason = LineField(
        label=_("What was wrong?"),
        max_length=200,
        help_text=_(
            "For example: the surname was misspelt. The holder can read this. People who check the paper cannot."
        ),
        error_messages={"required": _("Write what was wrong.")},
    )


class RevokeForm(forms.Form):
    reason = LineField(
        label=_("Why does it no longer count?"),
        max_length=200,
        help_text=_(
            "The holder and the governance leads can read this. People who check the paper see only that it is no "
            "longer current. Do not name anyone else."
        ),
        error_messages={"required": _("Write why it no longer counts. The holder has a right to know.")},
    )
    spoken = forms.BooleanField(
        label=_("I have told the holder, or I can explain why not"),
        error_messages={"required": _("Speak with the holder first, so that they do not learn this from a web page.")},
    )


class BoardFilter(forms.Form):
    """A choice that is not offered (any more) narrows nothing."""

    state = forms.ChoiceField(label=_("State"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, data: Any, rows: Iterable[Row]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        groups = {str(place.group_id): place.group for row in self.rows for place in row.places}
        by_name = sorted(groups.items(), key=lambda item: item[1])
        self.fields["state"].choices = [("", _("All states")), *State.choices]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("All groups")), *by_name]  # type: ignore[attr-defined]

    def chosen(self) -> list[Row]:
        self.is_valid()
        state, group = self.cleaned_data.get("state"), self.cleaned_data.get("group")
        found = [row for row in self.rows if not state or row.state == state]
        return [row for row in found if not group or any(str(place.group_id) == group for place in row.places)]
