"""The mail to an address that an account had before a change, with the link that stops it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from delivery.mail import post, register_notice
from delivery.models import Effect
from delivery.services import handlers
from people.addresses.models import CAN_BE_STOPPED, AddressChange
from people.addresses.services import MAIL, SETTLED, STOPPED

SALT = "people.addresses.stop"


def token_for(change: AddressChange, address: str) -> str:
    return signing.dumps([str(change.pk), address], salt=SALT)


def read_token(token: str) -> tuple[AddressChange, str] | None:
    """The change, and to which address the token was sent. None when nobody here made the token, or it is too old."""
    try:
        # A week from the sending at most; the service goes by the day of the change itself.
        pk, address = signing.loads(token, salt=SALT, max_age=2 * CAN_BE_STOPPED)
    except signing.BadSignature:
        return None
    change = AddressChange.objects.select_related("person").filter(pk=uuid.UUID(pk)).first()
    return (change, address) if change else None


def send(effect: Effect, now: datetime) -> None:
    change = AddressChange.objects.select_related("person").get(pk=effect.object_id)
    path = reverse("people:stop_address", args=[token_for(change, effect.address)])
    context = {"change": change, "url": settings.BASE_URL + path, "site": settings.SITE_NAME}
    body = render_to_string("mail/address_changed.txt", context)
    post(effect, to=effect.address, subject=_("The email addresses of your account have changed"), body=body)


def register() -> None:
    handlers.register(MAIL, send)
    register_notice(
        STOPPED,
        subject=_("An account has been stopped"),
        sentence=_(
            "Someone says that a change to the email addresses of their account was not theirs. "
            "The account is closed to everyone until you have spoken with them: My day shows "
            "whose it is."
        ),
        path="/me/",
    )
    register_notice(
        SETTLED,
        subject=_("Your account is open again"),
        sentence=_(
            "Someone who looks after your programme has checked the change to the email addresses"
            " of your account. You can sign in again. If the addresses were put back, an email "
            "with a link to a new password is on its way."
        ),
        path="/me/account/",
    )
