"""What attendance tells the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from delivery.mail import register_notice
from foundation.cards import cards
from foundation.exports import exports
from supervision.attendance import queries
from supervision.attendance.cards import put_right_card
from supervision.attendance.services import NOTICE


def register() -> None:
    triggers.guard("supervision.AttendanceAddendum")
    register_notice(
        NOTICE,
        subject=_("Something is waiting for you"),
        sentence=_("Something was added to the record of a supervision meeting."),
        path="/me/",
    )
    cards.register("attendance.put_right", put_right_card)
    exports.register("attendance_put_right", queries.export)
