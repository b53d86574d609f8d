"""The mail to an address that an account had before a change, with the link that stops it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from delivery.mail import post
from delivery.models import Effect
from people.addresses.models import CAN_BE_STOPPED, AddressChange

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


def send(effect: Effect, _now: datetime) -> None:
    change = AddressChange.objects.select_related("person").get(pk=effect.object_id)
    path = reverse("people:stop_address", args=[token_for(change, effect.address)])
    context = {"change": change, "url": settings.BASE_URL + path, "site": settings.SITE_NAME}
    body = render_to_string("mail/address_changed.txt", context)
    post(effect, to=effect.address, subject=_("The email addresses of your account have changed"), body=body)
