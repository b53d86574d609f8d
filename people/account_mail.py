"""The two mails with a key in them: one that sets a new password, one that confirms an address.

The outbox holds for whom they are and no key: the worker makes it as it sends, and the link from the site's own
address, whatever host a stranger's request named.
"""

import uuid
from datetime import datetime

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from delivery.mail import post
from delivery.models import Effect
from delivery.services import enqueue
from people.models import User

NEW_PASSWORD, CONFIRM = "mail:new_password", "mail:confirm_address"


def order(kind: str, *, user: User, address: str, now: datetime) -> None:
    """Have the mail sent to `address`. Each order is a mail of its own: allauth limits how many."""
    key = f"{kind}:{uuid.uuid4()}"
    enqueue(kind=kind, object_id=user.pk, key=key, now=now, recipient=user, address=address)


def send_new_password(effect: Effect, _now: datetime) -> None:
    """Nothing is sent for an account that was closed since."""
    user = effect.recipient
    if user is None or not user.is_active:
        return
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}
    path = reverse("account_reset_password_from_key", kwargs=kwargs)
    _send(effect, "password_reset_key", {"password_reset_url": settings.BASE_URL + path})


def send_confirmation(effect: Effect, _now: datetime) -> None:
    """Nothing is sent for an address that was taken away, or confirmed, since."""
    unconfirmed = EmailAddress.objects.filter(user=effect.recipient, email=effect.address, verified=False).first()
    if unconfirmed:
        path = reverse("account_confirm_email", args=[EmailConfirmationHMAC(unconfirmed).key])
        _send(effect, "email_confirmation", {"activate_url": settings.BASE_URL + path})


def _send(effect: Effect, name: str, context: dict[str, str]) -> None:
    subject = render_to_string(f"account/email/{name}_subject.txt").strip()
    body = render_to_string(f"account/email/{name}_message.txt", context)
    post(effect, to=effect.address, subject=subject, body=body)
