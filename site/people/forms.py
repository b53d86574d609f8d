"""The sign-in form: allauth's, with the question about shared computers."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.sessions import SHARED_COMPUTER


class SignInForm(LoginForm):
    shared_computer = forms.BooleanField(
        required=False,
        label=_("This is a shared computer"),
        help_text=_("Nothing is kept on this device, and you are signed out when the browser closes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        # allauth puts a link here, between the label and the box: the page has one after the button.
        self.fields["password"].help_text = ""

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        response = super().login(request, redirect_url)
        request.session[SHARED_COMPUTER] = self.cleaned_data[SHARED_COMPUTER]
        if self.cleaned_data[SHARED_COMPUTER]:
            request.session.set_expiry(0)
        return response
