"""The mails to whoever asks. They name the programme, and nothing that was written."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from confidential.services import destroy, open_to_deliver
from delivery.mail import post
from delivery.models import Effect
from groups.enquiries.links import link_to
from groups.enquiries.models import SETTLED, Enquiry, EnquiryState


def send_confirmation(effect: Effect, _now: datetime) -> None:
    """The link. Nothing is sent once it is confirmed, or gone."""
    enquiry = _of(effect)
    if enquiry and enquiry.state == EnquiryState.UNCONFIRMED:
        _send(effect, enquiry, subject=_("Please confirm your enquiry"), template="mail/enquiry_confirm.txt")


def send_news(effect: Effect, _now: datetime) -> None:
    """There is something to read behind the link: an offer, the waiting list, another programme."""
    enquiry = _of(effect)
    if enquiry and enquiry.is_open:
        _send(effect, enquiry, subject=_("There is news about your enquiry"), template="mail/enquiry_news.txt")


def send_closing(effect: Effect, now: datetime) -> None:
    """The last mail. Their name and address go with it."""
    enquiry = _of(effect)
    if enquiry and enquiry.state in SETTLED:
        _send(effect, enquiry, subject=_("About your enquiry"), template="mail/enquiry_closing.txt")
        destroy(enquiry, because=f"{enquiry.state}, and told so", now=now)


def _of(effect: Effect) -> Enquiry | None:
    return Enquiry.objects.select_related("programme", "text").filter(pk=effect.object_id).first()


def _send(effect: Effect, enquiry: Enquiry, *, subject: str, template: str) -> None:
    if address := open_to_deliver(enquiry).get("email"):
        context = {"programme": enquiry.programme, "url": link_to(enquiry), "site": settings.SITE_NAME}
        context["enquiry"] = enquiry
        post(effect, to=address, subject=subject, body=render_to_string(template, context))
