"""Mail without content: "something is waiting, sign in". One template for each notice, no names of third persons."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delivery.models import Effect
from delivery.services import NeverAgain, enqueue, handlers
from foundation.registry import Registry

# What a mail server answers when asking again is no use: there is no such address (RFC 5321, 4.2.1).
PERMANENT = 500


@dataclass(frozen=True)
class Notice:
    """A kind of mail: its subject, one sentence that says what is waiting, and where on the site it waits."""

    subject: str | Promise
    sentence: str | Promise
    path: str


notices: Registry[Notice] = Registry("what a mail says")


def notify(recipient: Any, notice: str, *, about: uuid.UUID, now: datetime, once: str = "", address: str = "") -> None:
    """Have `recipient` told, once for each (notice, record, `once`): at `address`, or at the one they have by then."""
    notices[notice]  # an unknown notice fails here, in the request, not in the worker
    key = f"mail:{notice}:{about}:{recipient.pk}:{once}"
    enqueue(kind=f"mail:{notice}", object_id=about, key=key, now=now, recipient=recipient, address=address)


def register_notice(name: str, *, subject: str | Promise, sentence: str | Promise, path: str) -> None:
    notices.register(name, Notice(subject, sentence, path))
    handlers.register(f"mail:{name}", send)


def register() -> None:
    register_notice(
        "something_waiting",
        subject=_("Something is waiting for you"),
        sentence=_("Something is waiting for you."),
        path="/me/",
    )


def send(effect: Effect, now: datetime) -> None:
    """Send the mail of one effect."""
    notice = notices[effect.kind.removeprefix("mail:")]
    assert effect.recipient is not None
    url = settings.BASE_URL + notice.path
    body = render_to_string(
        "mail/notice.txt",
        {"notice": notice, "recipient": effect.recipient, "url": url, "site": settings.SITE_NAME},
    )
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
