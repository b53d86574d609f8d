"""The sign-in form, and the questions that several forms ask: what somebody is called, and their specialty."""

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordKeyForm
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from foundation.refusals import Refusal
from foundation.sessions import SHARED_COMPUTER
from people.models import Specialty, User
from people.names import LONGEST, name_part


class SignInForm(LoginForm):
    shared_computer = forms.BooleanField(
        required=False,
        label=_("This is a shared computer"),
        help_text=_("We keep nothing on this device, and you are signed out when the browser closes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email address")
        # allauth puts a link here, between the label and the box: the page has one after the button.
        self.fields["password"].help_text = ""

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        response = super().login(request, redirect_url)
        request.session[SHARED_COMPUTER] = self.cleaned_data[SHARED_COMPUTER]
        if self.cleaned_data[SHARED_COMPUTER]:
            request.session.set_expiry(0)
        return response


class AnotherAddressForm(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")


class NewPasswordForm(ResetPasswordKeyForm):
    """What the link in a mail opens. It sets one password: of two uses at one moment, the second is refused."""

    @transaction.atomic
    def save(self) -> None:
        assert self.user is not None
        if User.objects.select_for_update().get(pk=self.user.pk).password != self.user.password:
            raise Refusal(_("This link was used a moment ago. If it was not you, ask for another."))
        super().save()


class SpecialtyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # a class only where stubs are installed
    def __init__(self, *, required: bool, empty_label: Any, **kwargs: Any) -> None:
        everything = Specialty.objects.order_by("name")
        super().__init__(everything, required=required, empty_label=empty_label, label=_("Specialty"), **kwargs)


class NameForm(forms.Form):
    first_name = LineField(
        label=_("First name"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        help_text=_("If you have one name, write it here."),
        error_messages={"required": _("Enter a first name.")},
    )
    last_name = LineField(
        label=_("Last name (leave it empty if you have one name)"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        help_text=_("As you want them on your certificate."),
    )

    def clean_first_name(self) -> str:
        name = name_part(self.cleaned_data["first_name"])
        if not name:
            raise forms.ValidationError(_("Enter a first name."), code="required")
        return name

    def clean_last_name(self) -> str:
        return name_part(self.cleaned_data["last_name"])
