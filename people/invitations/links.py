"""The link of an invitation. Its token is worked out from the site's secret, so that no table has to hold it.

The worker that writes the mail, and the command that prints the first link, come to the same token each by itself;
what is stored is its digest, by which a link that is opened finds its invitation.
"""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from people.invitations.models import Invitation


def token_for(invitation_id: UUID, sending: int) -> str:
    """256 bits, as 43 letters that an address takes. Each sending has another."""
    code = salted_hmac("people.invitation", f"{invitation_id}:{sending}", algorithm="sha256").digest()
    return urlsafe_b64encode(code).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_to(invitation: Invitation) -> str:
    """The address that whoever is invited opens."""
    path = reverse("people:join", args=[token_for(invitation.pk, invitation.sendings)])
    return f"{settings.BASE_URL}{path}"
