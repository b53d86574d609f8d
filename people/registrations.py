"""What this app tells the apps below it, at start-up."""

from confidential import triggers
from confidential.rewrapping import elsewhere
from delivery.services import handlers
from foundation.cards import cards
from foundation.drills import drills, sealed_rows
from foundation.exports import exports
from foundation.needs import needs
from people import account_mail, exporting, notices
from people.addresses import registrations as addresses
from people.endings import registrations as endings
from people.holds import registrations as holds
from people.invitations.mail import send_invitation
from people.invitations.services import MAIL
from people.plans.cards import plans_card
from people.proposals.cards import to_declare
from people.registry import nearby
from people.second_factor import at_rest
from people.telephones import queries as telephones


def register() -> None:
    notices.register()
    account_mail.register()
    handlers.register(MAIL, send_invitation)
    endings.register()
    holds.register()
    addresses.register()
    cards.register("people.declare", to_declare)
    cards.register("people.plans", plans_card)
    triggers.guard("people.ProgrammePlan")
    for part in (
        exporting.roles,
        exporting.specialties,
        exporting.supervision,
        exporting.authorisations,
        exporting.declarations,
        exporting.invitations,
        exporting.telephone,
        exporting.plans,
    ):
        exports.register(part.__name__, part)
    nearby.register("supervisor", telephones.supervisors_of)
    nearby.register("cover", telephones.covers_of)
    nearby.register("supervisee", telephones.supervisees_of)
    elsewhere.register("secrets of second factors", at_rest.KEPT)
    drills.register("secrets of second factors open", at_rest.open_every_secret)
    sealed_rows.register("mfa.Authenticator", at_rest.open_secrets)
    needs.register("keys of second factors", at_rest.keys_that_open_nothing)
