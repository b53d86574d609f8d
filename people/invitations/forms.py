"""Inviting one person, inviting many, and joining."""

import hashlib
from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from foundation.refusals import Refusal
from people.forms import NameForm, SpecialtyField
from people.invitations.files import MOST_BYTES, text_of
from people.invitations.wanted import WHO_GIVES_A_LEAD, Wanted
from people.models import Invitation, Role, User
from people.names import name_part
from people.permissions import EVERY_ROLE


def fingerprint(lines: str) -> str:
    """Of what was looked at: other lines are looked at first. Browsers send line ends their own way."""
    return hashlib.sha256("\n".join(lines.splitlines()).encode()).hexdigest()


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter the email address for the invitation."),
            "invalid": _("This is not an email address. It should look like name@example.org."),
        },
    )
    name = LineField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("The name you use for them. They write it themselves when they join."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you invite them to."),
            "invalid_choice": _(
                "You cannot give this role. Choose one of these, or ask your coordinator or governance lead."
            ),
        },
    )
    specialty = SpecialtyField(
        required=False,
        empty_label=_("They choose it when they join"),
        help_text=_("For facilitators; it is shown on their certificate."),
    )

    def __init__(self, data: Any = None, *, initial: Any = None, given: Collection[Role] = EVERY_ROLE) -> None:
        """`given` are the roles that this user may give: they are asked for no other."""
        super().__init__(data, initial=initial)
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [(role.value, role.label) for role in Role if role in given]
        if Role.GOVERNANCE not in given:
            role.help_text = WHO_GIVES_A_LEAD

    def clean_email(self) -> str:
        return cast("str", self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        return name_part(self.cleaned_data["name"])

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(told["email"], Role(told["role"]), told["name"], told["specialty"])


class TableForm(forms.Form):
    """A file, or lines in the box. What a file holds is put into the box, to be corrected there."""

    table = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        help_text=_("CSV, as a spreadsheet saves it."),
    )
    lines = forms.CharField(
        label=_("The lines"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("Copied from a spreadsheet, or typed with a comma between."),
    )

    # Of lines that came from a file: until somebody changes them, another file may take their place.
    came = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if upload := told.get("table"):
            self._put_into_the_box(told, upload.read())
        if not self.errors and not (told.get("lines") or "").strip():
            self.add_error("lines", _("Paste the lines here, or choose a file."))
        return told

    def _put_into_the_box(self, told: dict[str, Any], content: bytes) -> None:
        lines = told.get("lines") or ""
        if lines.strip() and told.get("came") != fingerprint(lines):
            self.add_error(
                "table", _("There are lines in the box already. Clear it first if you want to use the file.")
            )
            return
        try:
            told["lines"] = text_of(content)
            told["came"] = fingerprint(told["lines"])
        except Refusal as refusal:
            self.add_error("table", str(refusal.message))


class JoinForm(NameForm):
    specialty = SpecialtyField(
        required=True, empty_label=_("Choose"), error_messages={"required": _("Choose your specialty.")}
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three words that do not belong together are easy to remember."),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        """`with_passkey`, the other button, asks for no password."""
        first, _space, last = invitation.name.partition(" ")
        initial = {"first_name": first, "last_name": last, "specialty": invitation.specialty_id}
        super().__init__(data, initial=initial)
        self.invitation = invitation
        self.with_passkey = bool(data) and "with_passkey" in data
        if self.with_passkey:
            del self.fields["password"]
        if invitation.role != Role.FACILITATOR:
            del self.fields["specialty"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "password" in told:
            person = User(
                email=self.invitation.email, first_name=told.get("first_name", ""), last_name=told.get("last_name", "")
            )
            try:
                validate_password(told["password"], person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return told
