"""How allauth behaves here: by invitation only, and asking only for what was not just shown."""

import time
from datetime import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import account_mail
from people.addresses.queries import is_stopped
from people.addresses.services import tell_at_every_address
from people.notices import OF_ALLAUTH, WATCHED
from people.second_factor import proof
from people.signing_in.counting import CountsPasswords

SHOWS_CODES = "mfa_view_recovery_codes"

WAYS = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code from my app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use my passkey"),
}


class AccountAdapter(CountsPasswords, DefaultAccountAdapter):
    def is_open_for_signup(self, _request: Any) -> bool:
        """Accounts are made by invitation; nobody signs themselves up."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago sets up a first second factor, and sees its recovery codes, without showing again
        who they are. Whatever is done to one that is there asks for it: the screen may have been left unlocked."""
        if app == "allauth.mfa" and sets_up_their_first(context.request):
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """While a second factor is due to somebody who has one, the password again is no answer."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = WAYS.get(method["id"], method["description"])
        beyond = [method for method in methods if method["id"] != "reauthenticate"]
        return beyond if beyond and getattr(context.request, "second_factor_missing", False) else methods

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """In our words, to every address. What we have no words for goes allauth's own way, as a letter."""
        if template_prefix in WATCHED:
            return
        if template_prefix not in OF_ALLAUTH:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
            return
        tell_at_every_address(user, OF_ALLAUTH[template_prefix][0], now=_now())

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        """Nobody signs in while it is open whose account it is: not by password, passkey or link."""
        refused = super().pre_login(request, user, **kwargs)
        if refused is None and is_stopped(user):
            clear_login(request)
            return redirect("people:stopped")
        return refused

    def send_password_reset_mail(self, user: Any, email: str, _context: dict[str, Any]) -> None:
        if is_stopped(user):
            return
        account_mail.order(account_mail.NEW_PASSWORD, user=user, address=email, now=_now())

    def send_confirmation_mail(self, _request: Any, emailconfirmation: Any, _signup: bool) -> None:
        address = emailconfirmation.email_address
        account_mail.order(account_mail.CONFIRM, user=address.user, address=address.email, now=_now())


def _now() -> datetime:
    return getattr(context.request, "now", None) or timezone.now()


def sets_up_their_first(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    if not proof.has_device(request.user):
        return bool(records) and is_recent(records[-1])
    return is_for_their_codes(request) and any(record.get("first") and is_recent(record) for record in records)


def is_recent(record: dict[str, Any]) -> bool:
    return bool(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT)


def is_for_their_codes(request: Any) -> bool:
    """The page that shows the codes, which it does once; not the one that makes new ones."""
    return getattr(request.resolver_match, "view_name", "") == SHOWS_CODES
