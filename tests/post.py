"""What people find in their mail."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from delivery.services import deliver_due


def delivered() -> list[EmailMessage]:
    """Let the worker send what waits: all that was sent so far."""
    while deliver_due(timezone.now()):
        pass
    return mail.outbox


def links(sent: list[EmailMessage]) -> list[str]:
    return [link for item in sent for link in re.findall(r"https?://\S+", item.body)]


def path_of(sent: list[EmailMessage], part: str) -> str:
    """The path of the one link with `part` in it."""
    (link,) = {link for link in links(sent) if part in link}
    return urlsplit(link).path
