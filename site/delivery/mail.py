"""Mail without content: "something is waiting, sign in". One template for each notice, no names of third persons."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delivery.models import MAILS, Effect
from delivery.services import NeverAgain, enqueue, handlers
from foundation.registry import Registry

# What a mail server answers when asking again is no use: there is no such address (RFC 5321, 4.2.1).
PERMANENT = 500


@dataclass(frozen=True)
class Notice:
    """A kind of mail: its subject, one sentence that says what is waiting, and the name of the page where it waits."""

    subject: str | Promise
    sentence: str | Promise
    page: str


notices: Registry[Notice] = Registry("what a mail says")


def notify(recipient: Any, notice: str, *, about: uuid.UUID, now: datetime, once: str = "", address: str = "") -> None:
    """Have `recipient` told, once for each (notice, record, `once`): at `address`, or at the one they have by then."""
    notices[notice]  # an unknown notice fails here, in the request, not in the worker
    key = mail_key(notice, about=about, recipient=recipient.pk, once=once)
    enqueue(kind=f"{MAILS}{notice}", object_id=about, key=key, now=now, recipient=recipient, address=address)


def mail_key(notice: str, *, about: uuid.UUID, recipient: uuid.UUID, once: str) -> str:
    """By which the outbox knows that somebody was told of this."""
    return f"{MAILS}{notice}:{about}:{recipient}:{once}"


def register_notice(name: str, *, subject: str | Promise, sentence: str | Promise, page: str) -> None:
    notices.register(name, Notice(subject, sentence, page))
    handlers.register(f"{MAILS}{name}", send)


def register() -> None:
    register_notice(
        "something_waiting",
        subject=_("Something is waiting for you"),
        sentence=_("Something is waiting for you."),
        page="pages:my_day",
    )


def send(effect: Effect, _now: datetime) -> None:
    """Send the mail of one effect."""
    send_notice(effect, notices[effect.kind.removeprefix(MAILS)])


def send_notice(effect: Effect, notice: Notice, *, settings_page: str = "") -> None:
    """With `settings_page` it says where such mails can be turned off."""
    assert effect.recipient is not None
    context = {
        "notice": notice,
        "recipient": effect.recipient,
        "url": settings.BASE_URL + reverse(notice.page),
        "settings_url": settings_page and settings.BASE_URL + reverse(settings_page),
        "site": settings.SITE_NAME,
    }
    body = render_to_string("mail/notice.txt", context)
    post(effect, to=effect.address or effect.recipient.email, subject=str(notice.subject), body=body)


def post(effect: Effect, *, to: str, subject: str, body: str, html: str = "") -> None:
    """Hand one mail to the mail server. The Message-ID comes from the effect, so a second sending is recognisable."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    # No machine answers a machine (RFC 3834): an absence note of a hospital's would come back to nobody.
    headers = {"Message-ID": f"<{effect.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    transport = get_connection(settings.MAIL_TRANSPORT)
    mail = EmailMultiAlternatives(subject=subject, body=body, to=[to], headers=headers, connection=transport)
    if html:
        mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        if all(code >= PERMANENT for code, _reason in refused.recipients.values()):
            raise NeverAgain from refused
        raise
