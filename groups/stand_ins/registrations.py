"""What this package tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import register_notice
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from groups.stand_ins.cards import ALONE, NEEDED, alone_card, needed_card
from groups.stand_ins.exports import stand_ins_of
from groups.stand_ins.services import ALONE_NOTICE
from people.models import Role


def register() -> None:
    register_notice(
        ALONE_NOTICE,
        subject=_("Something is waiting for you"),
        sentence=_("There is news about a group of your programme."),
        page="pages:my_day",
    )
    card_questions.register("groups.needed", NEEDED)
    card_questions.register("groups.alone", ALONE)
    cards.register("groups.needed", for_role(Role.FACILITATOR, needed_card))
    cards.register("groups.alone", for_role(Role.COORDINATOR, alone_card))
    exports.register("stand_ins", stand_ins_of)
