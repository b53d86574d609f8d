"""allauth's forms in our words, and a passkey that also opens a session unless its owner says otherwise."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import UserVerificationRequirement

from foundation.lines import LineField
from foundation.sessions import SHARED_COMPUTER
from people.second_factor.alone import use_up
from people.signing_in.counting import CountsCodes

A_NAME_HELPS = _("So that you can tell it from others: “my phone”, “the laptop at home”.")
CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nhsuk-input--width-10"}


def ask_for_code(field: forms.Field, label: Any) -> None:
    field.label = label
    field.widget.attrs = dict(CODE_INPUT)


class CodeForm(CountsCodes, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Six digits, or a recovery code"))


class CodeAgainForm(CountsCodes, ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Six digits, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("The six digits"))


def ask_for_name(form: forms.BaseForm) -> None:
    form.fields["name"] = LineField(
        label=_("A name for it"), help_text=A_NAME_HELPS, required=form.fields["name"].required
    )


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_name(self)
        alone = self.fields["passwordless"]
        alone.initial, alone.label = True, _("Sign in with it alone, without my password")
        alone.help_text = _("It then always checks your finger, face or PIN. Untick it for a key that cannot do this.")


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_name(self)


class PasskeySignInForm(LoginWebAuthnForm):
    """With the same question about shared computers as the form with the password (people/sessions.py reads it).

    A passkey opens a session alone only where it has checked its owner, and some challenges ask for a touch alone: so
    here it is asked what the challenge demanded, what the device says that it did, whether its owner lets it sign in
    alone, and whether the challenge was answered before.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SHARED_COMPUTER] = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_credential(self) -> Authenticator:
        answer = self.cleaned_data["credential"]
        challenge = auth.get_state() or {}
        if challenge.get("user_verification") != UserVerificationRequirement.REQUIRED:
            raise get_adapter().validation_error("incorrect_code")
        device: Authenticator = super().clean_credential()
        if not checked_its_owner(answer) or device.wrap().is_passwordless is False:
            raise get_adapter().validation_error("incorrect_code")
        if not use_up(challenge):
            raise get_adapter().validation_error("incorrect_code")
        return device


def checked_its_owner(answer: dict[str, Any]) -> bool:
    """What the device says in the part that it signs."""
    return bool(auth.parse_authentication_response(answer).response.authenticator_data.is_user_verified())


class ResetForm(forms.Form):
    spoken = forms.BooleanField(
        label=_("I have spoken with them, by voice or face to face, and I am sure it is them."),
        help_text=_("A message or an email is not enough: it may come from the person who has their device."),
        error_messages={"required": _("Speak with them first, then tick this.")},
    )
    reason = LineField(
        label=_("How you knew it was them"),
        max_length=200,
        help_text=_("A few words. They can read them, and they are kept in the record."),
        error_messages={"required": _("Write in a few words how you checked their identity.")},
    )
