"""allauth's forms for a new password: the old one, and each mail that is asked for, are counted."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from django.utils.translation import gettext_lazy as _

from people.signing_in import counting, services
from people.signing_in.limits import MAIL, PASSWORD


class AnotherPasswordForm(ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        assert self.user is not None
        attempt = counting.begin(PASSWORD, services.of_address(self.user.email), [self.user.pk])
        password: str = super().clean_oldpassword()
        counting.succeed(attempt)
        return password


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")

    def clean_email(self) -> str:
        """Each mail counts. Nothing is given back."""
        counting.of_address(MAIL, self.cleaned_data["email"])
        address: str = super().clean_email()
        return address
