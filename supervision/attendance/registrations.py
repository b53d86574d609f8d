"""What attendance tells the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from delivery.mail import register_notice
from foundation.cards import card_questions, cards
from foundation.exports import exports
from supervision.attendance import exports as own_exports
from supervision.attendance.cards import UNSEEN, put_right_card
from supervision.attendance.services import NOTICE


def register() -> None:
    triggers.guard("supervision.AttendanceAddendum")
    register_notice(
        NOTICE,
        subject=_("Something is waiting for you"),
        sentence=_("Something was added to the record of a supervision meeting."),
        page="pages:my_day",
    )
    card_questions.register("attendance.put_right", UNSEEN)
    cards.register("attendance.put_right", put_right_card)
    exports.register("attendance_put_right", own_exports.export)
