"""Make a client for the statements, revoke it, and whose a token is."""

import hashlib
import secrets
from base64 import b64decode
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from courses.xapi.models import XapiClient
from foundation.ids import as_uuid
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from people.models import Programme

# Of a token: 256 bits that nobody can guess, so that its digest needs no salt.
BYTES = 32
LONGEST_NAME = 100


@transaction.atomic
def make_client(*, programme: Programme, name: str, now: datetime) -> tuple[XapiClient, str]:
    """A client of a programme, and its token, to be shown once. Raises Refusal without a name."""
    line = line_or_refusal(name)
    if not 0 < len(line) <= LONGEST_NAME:
        raise Refusal(_("Name the system in 1 to 100 characters."))
    token = secrets.token_urlsafe(BYTES)
    client = XapiClient.objects.create(programme=programme, name=line, digest=digest_of(token), made_at=now)
    return client, token


@transaction.atomic
def revoke_client(*, client: XapiClient, now: datetime) -> None:
    """Its token opens nothing from now on. Twice is once."""
    XapiClient.objects.filter(pk=client.pk, revoked_at=None).update(revoked_at=now)


def client_of(authorization: str, now: datetime) -> XapiClient | None:
    """Who asks, by the header of that name: HTTP Basic, with the client's id and its token."""
    scheme, _space, encoded = authorization.partition(" ")
    try:
        given, _colon, token = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    pk = as_uuid(given) if scheme.lower() == "basic" else None
    client = XapiClient.objects.open(now).filter(pk=pk).select_related("programme").first() if pk else None
    return client if client and constant_time_compare(client.digest, digest_of(token)) else None


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
