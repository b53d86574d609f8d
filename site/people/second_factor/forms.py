"""allauth's forms in our words, and a passkey that also opens a session unless its owner says otherwise."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.sessions import SHARED_COMPUTER

A_NAME_HELPS = _("So that you can tell it from others: “my phone”, “the laptop at home”.")
CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nhsuk-input--width-10"}


def ask_for_code(field: forms.Field, label: Any) -> None:
    field.label = label
    field.widget.attrs = dict(CODE_INPUT)


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Six figures, or a recovery code"))


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Six figures, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("The six figures"))


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = _("A name for it"), A_NAME_HELPS
        alone = self.fields["passwordless"]
        alone.initial, alone.label = True, _("Sign in with it alone, without my password")
        alone.help_text = _("It then always checks your finger, face or PIN. Untick it for a key that cannot.")


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = _("A name for it"), A_NAME_HELPS


class PasskeySignInForm(LoginWebAuthnForm):
    """With the same question about shared computers as the form with the password (people/sessions.py reads it)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SHARED_COMPUTER] = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ResetForm(forms.Form):
    spoken = forms.BooleanField(
        label=_("I have spoken with them, by voice or face to face, and am sure that it is they."),
        help_text=_("A message or a mail is not enough: it may come from whoever has their device."),
        error_messages={"required": _("Speak with them first, then tick this.")},
    )
    reason = forms.CharField(
        label=_("How you knew them"), max_length=200, help_text=_("A few words. They and the record keep them."),
        error_messages={"required": _("Say in a few words how you knew that it was they.")},
    )
