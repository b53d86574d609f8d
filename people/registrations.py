"""What this app tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.rewrapping import elsewhere
from delivery.mail import register_notice
from delivery.reminders.hearers import zones
from delivery.reminders.rules import register_reminder
from delivery.services import handlers
from foundation.cards import card_questions, cards
from foundation.drills import drills, sealed_rows
from foundation.exports import exports
from foundation.needs import needs
from people import account_mail
from people import exports as own_exports
from people.addresses import registrations as addresses
from people.deeds import DEEDS
from people.endings import registrations as endings
from people.holds import registrations as holds
from people.invitations.mail import send_invitation
from people.invitations.services import MAIL
from people.models import Role
from people.notices import NOTICES
from people.plans.cards import plans_card
from people.plans.reminding import plans_to_review
from people.proposals.cards import WAITING, to_declare
from people.queries import zones_of
from people.registry import nearby
from people.second_factor import at_rest
from people.telephones import queries as telephones


def register() -> None:
    register_deeds(DEEDS)
    for name, notice in NOTICES.items():
        register_notice(name, subject=notice.subject, sentence=notice.sentence, page=notice.page)
    handlers.register(account_mail.NEW_PASSWORD, account_mail.send_new_password)
    handlers.register(account_mail.CONFIRM, account_mail.send_confirmation)
    handlers.register(MAIL, send_invitation)
    endings.register()
    holds.register()
    addresses.register()
    card_questions.register("people.declare", WAITING)
    cards.register("people.declare", to_declare)
    cards.register("people.plans", plans_card)
    _remind()
    triggers.guard("people.ProgrammePlan")
    exports.register("roles", own_exports.roles)
    exports.register("specialties", own_exports.specialties)
    exports.register("supervision", own_exports.supervision)
    exports.register("authorisations", own_exports.authorisations)
    exports.register("declarations", own_exports.declarations)
    exports.register("invitations", own_exports.invitations)
    exports.register("telephone", own_exports.telephone)
    exports.register("plans", own_exports.plans)
    zones.register("people", zones_of)
    nearby.register("supervisor", telephones.supervisors_of)
    nearby.register("cover", telephones.covers_of)
    nearby.register("supervisee", telephones.supervisees_of)
    elsewhere.register("secrets of second factors", at_rest.SEALED_SECRETS)
    drills.register("secrets of second factors open", at_rest.open_every_secret)
    sealed_rows.register("mfa.Authenticator", at_rest.open_secrets)
    needs.register("keys of second factors", at_rest.keys_that_open_nothing)


def _remind() -> None:
    register_reminder(
        "plan_to_review",
        title=_("Your programme's plan: the day when it is to be looked at again"),
        subject=_("Your programme's plan"),
        sentence=_("It is time to look at your programme's plan again."),
        page="people:my_plans",
        roles=[Role.COORDINATOR],
        due=plans_to_review,
    )
