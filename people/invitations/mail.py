"""The mail with the link. It names the programme and nobody; who invites stands on the page behind the link."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from delivery.mail import post
from delivery.models import Effect
from people.invitations.links import link_to
from people.invitations.models import Invitation, Standing
from people.invitations.services import mail_key


def send_invitation(effect: Effect, now: datetime) -> None:
    """Send the link of one sending. Nothing is sent once the invitation is closed, or was sent again since."""
    invitation = Invitation.objects.select_related("programme").get(pk=effect.object_id)
    if invitation.standing(now) is not Standing.WAITING or mail_key(invitation) != effect.key:
        return
    context = {"invitation": invitation, "url": link_to(invitation), "site": settings.SITE_NAME}
    body = render_to_string("mail/invitation.txt", context)
    subject = _("You are invited to %(programme)s") % {"programme": invitation.programme.name}
    post(effect, to=invitation.email, subject=subject, body=body)
