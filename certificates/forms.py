"""The code on a certificate, and what the board is narrowed to. Both travel in the address: they change nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import canonical, grouped
from certificates.items import State
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
    """A choice that is not offered narrows nothing. What is sought stands beside it in the address."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *State.choices])

    @property
    def chosen_state(self) -> str:
        self.is_valid()
        chosen: str = self.cleaned_data.get("state", "")
        return chosen
