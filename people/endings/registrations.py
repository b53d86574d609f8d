"""The events of this app, what hangs on them here, and how people are told."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import register_notice
from delivery.services import handlers
from foundation.cards import card_questions, cards
from foundation.exports import exports
from people.endings.cards import NOT_SEEN, told_card
from people.endings.exports import told
from people.endings.models import Event
from people.endings.registry import entries, follows, kinds
from people.endings.roles import PersonLeaves, RoleEnds, roles_with_the_person
from people.endings.services import DUE, NOTICE, carry_out_when_due
from people.endings.supervising import SupervisorChanges, supervision_with_the_role
from people.invitations.endings import ENTRY as INVITATIONS
from people.proposals.endings import ENTRY as PROPOSALS


def register() -> None:
    kinds.register(Event.ROLE_ENDS, RoleEnds())
    kinds.register(Event.PERSON_LEAVES, PersonLeaves())
    kinds.register(Event.SUPERVISOR_CHANGES, SupervisorChanges())
    follows.register("people.roles", roles_with_the_person)
    follows.register("people.supervision", supervision_with_the_role)
    entries.register("people.invitations", INVITATIONS)
    entries.register("people.proposals", PROPOSALS)
    handlers.register(DUE, carry_out_when_due)
    register_notice(
        NOTICE,
        subject=_("Something has changed"),
        sentence=_("Something has changed for you. My day shows what."),
        page="pages:my_day",
    )
    card_questions.register("people.told", NOT_SEEN)
    cards.register("people.told", told_card)
    exports.register("told_when_something_ended", told)
