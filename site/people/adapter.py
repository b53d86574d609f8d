"""How allauth behaves here: by invitation only, and asking only for what was not just shown."""

import time
import uuid
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from people.notices import OF_ALLAUTH

WAYS = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code of my app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use my passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        """Accounts are made by invitation; nobody signs themselves up."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not show at once again that it is they, to set up a second factor."""
        if app == "allauth.mfa" and signed_in_just_now(context.request):
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """While a second factor is due to somebody who has one, the password again is no answer."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = WAYS.get(method["id"], method["description"])
        beyond = [method for method in methods if method["id"] != "reauthenticate"]
        return beyond if beyond and getattr(context.request, "second_factor_due", False) else methods

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Through the outbox and in our words. What we have no words for goes allauth's own way."""
        if template_prefix not in OF_ALLAUTH:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
            return
        name = OF_ALLAUTH[template_prefix][0]
        now = getattr(context.request, "now", None) or timezone.now()
        notify(user, name, about=user.pk, now=now, once=str(uuid.uuid4()))


def signed_in_just_now(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
