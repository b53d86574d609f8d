"""What clinical sign-off tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from courses.signing.notices import APPROVED, PAGE, SENT_BACK, WAITS_FOR_A_LEAD, WAITS_FOR_AN_EDITOR
from delivery.mail import register_notice


def register() -> None:
    register_notice(
        WAITS_FOR_A_LEAD,
        subject=_("A module waits for your sign-off"),
        sentence=_("A module of the course waits for a clinical lead to read it."),
        page=PAGE,
    )
    register_notice(
        WAITS_FOR_AN_EDITOR,
        subject=_("A correction waits for you"),
        sentence=_("A spelling in the course has changed, and another editor must approve it."),
        page=PAGE,
    )
    register_notice(
        APPROVED,
        subject=_("A module was approved"),
        sentence=_("What you sent for sign-off was approved. You can publish it now."),
        page=PAGE,
    )
    register_notice(
        SENT_BACK,
        subject=_("A module came back to you"),
        sentence=_("What you sent for sign-off came back, with what should change first."),
        page=PAGE,
    )
