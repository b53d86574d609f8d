"""What agreements tell the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.registry import entries
from people.models import Role
from supervision.agreements import exports as own_exports
from supervision.agreements.cards import AGAIN, WAITING, again_card, waiting_card
from supervision.agreements.deeds import DEEDS
from supervision.agreements.endings import ENTRY
from supervision.agreements.queries import looks_due


def register() -> None:
    register_deeds(DEEDS)
    _guard_tables()
    _register_mails()
    card_questions.register("agreements.waiting", WAITING)
    card_questions.register("agreements.again", AGAIN)
    cards.register("agreements.waiting", for_role(Role.FACILITATOR, waiting_card))
    cards.register("agreements.again", again_card)
    exports.register("supervision_agreements", own_exports.export)
    entries.register("supervision.agreements", ENTRY)


def _guard_tables() -> None:
    """What both agreed to stays."""
    triggers.guard(
        "supervision.SupervisionAgreement",
        free={"standing_revision"},
        unless="OLD.acknowledged_at IS NULL",
        keep_when="OLD.acknowledged_at IS NOT NULL",
    )
    triggers.guard(
        "supervision.AgreementRevision",
        unless="OLD.acknowledged_at IS NULL",
        keep_when="OLD.acknowledged_at IS NOT NULL",
    )


def _register_mails() -> None:
    register_notice(
        "agreement_offered",
        subject=_("Something is waiting for you"),
        sentence=_("An agreement about supervision is waiting for you to read."),
        page="agreements:list",
    )
    register_notice(
        "agreement_acknowledged",
        subject=_("An agreement has been agreed"),
        sentence=_("Someone has agreed to an agreement about supervision."),
        page="agreements:list",
    )
    register_notice(
        "agreement_change",
        subject=_("Something is waiting for you"),
        sentence=_("A change of your agreement about supervision is waiting for you to read."),
        page="agreements:list",
    )
    register_reminder(
        "agreement_again",
        title=_("Your agreement about supervision: the day when you look at it again"),
        subject=_("Your agreement about supervision"),
        sentence=_("It is time to look at an agreement about supervision again."),
        page="agreements:list",
        roles=[Role.FACILITATOR, Role.SUPERVISOR],
        due=looks_due,
    )
