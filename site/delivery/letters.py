"""Mail that a library writes (Wagtail's workflows, allauth's rarer ones): kept, sent by the worker, then forgotten."""

from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from delivery.mail import post
from delivery.models import Effect, Letter
from delivery.services import enqueue, handlers

KIND = "mail:letter"
LONGEST_SUBJECT = 500


class OutboxBackend(BaseEmailBackend):
    """What EMAIL_BACKEND names. A mail to several becomes a letter to each, so that one refused harms no other."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                write(message)
        return len(email_messages)


def write(message: EmailMessage) -> None:
    """Keep `message` for the worker. Raises ValueError for attachments, for which a letter has no place."""
    if message.attachments:
        raise ValueError("A letter has no attachments: register a handler in the outbox for such a mail.")
    now = timezone.now()
    for address in message.recipients():
        letter = Letter.objects.create(
            address=address,
            subject=str(message.subject)[:LONGEST_SUBJECT],
            text=str(message.body),
            html=_html_of(message),
            created_at=now,
        )
        enqueue(kind=KIND, object_id=letter.pk, key=f"{KIND}:{letter.pk}", now=now, address=address)


def _html_of(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def send(effect: Effect, _now: datetime) -> None:
    """Send a letter and forget it. One that is gone was sent by a worker that could not say so."""
    letter = Letter.objects.filter(pk=effect.object_id).first()
    if letter:
        post(effect, to=letter.address, subject=letter.subject, body=letter.text, html=letter.html)
        letter.delete()


def register() -> None:
    handlers.register(KIND, send)
