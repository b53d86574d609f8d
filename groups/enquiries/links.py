"""The link that is mailed to who asks: worked out from the site's secret, so that no table has to hold it."""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from groups.enquiries.models import Enquiry


def token_for(enquiry_id: UUID) -> str:
    """256 bits, as 43 letters that an address takes."""
    code = salted_hmac("groups.enquiry", str(enquiry_id), algorithm="sha256").digest()
    return urlsafe_b64encode(code).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_to(enquiry: Enquiry) -> str:
    return settings.BASE_URL + reverse("enquiries:own", args=[token_for(enquiry.pk)])
