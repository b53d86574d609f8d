"""What check-ins tell the apps below, and the card that leads a worried facilitator to somebody."""

from confidential.deeds import register_deeds
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from groups.panels import session_panels
from people.endings.registry import beginnings, entries
from people.models import Role
from supervision.check_ins import cards as own_cards
from supervision.check_ins import exports as own_exports
from supervision.check_ins.deeds import DEEDS
from supervision.check_ins.endings import ENTRY, receive


def register() -> None:
    register_deeds(DEEDS)
    card_questions.register("check_ins.raised", own_cards.RAISED)
    card_questions.register("check_ins.asked", own_cards.ASKED)
    card_questions.register("check_ins.would_see", own_cards.WOULD_SEE)
    card_questions.register("check_ins.waiting", own_cards.WAITING)
    cards.register("check_ins.worried", for_role(Role.FACILITATOR, own_cards.worried_card))
    cards.register("check_ins.waiting", for_role(Role.SUPERVISOR, own_cards.waiting_card))
    session_panels.register("worried", own_cards.worried_panel)
    exports.register("check_ins", own_exports.export)
    entries.register("supervision.check_ins", ENTRY)
    beginnings.register("supervision.check_ins", receive)
