"""What is watched of the addresses of accounts, who is told, and what My day and "my data" say of it."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import register_notice
from delivery.services import handlers
from foundation.cards import cards
from foundation.exports import exports
from people.addresses import watching
from people.addresses.cards import stopped_card
from people.addresses.exports import address_changes
from people.addresses.mail import send
from people.addresses.services import MAIL, SETTLED, STOPPED


def register() -> None:
    watching.watch()
    handlers.register(MAIL, send)
    register_notice(
        STOPPED,
        subject=_("An account has been stopped"),
        sentence=_(
            "Someone says that a change to the email addresses of their account was not theirs. "
            "The account is closed to everyone until you have spoken with them: My day shows "
            "whose it is."
        ),
        page="pages:my_day",
    )
    register_notice(
        SETTLED,
        subject=_("Your account is open again"),
        sentence=_(
            "Someone who looks after your programme has checked the change to the email addresses"
            " of your account. You can sign in again. If the addresses were put back, an email "
            "with a link to a new password is on its way."
        ),
        page="pages:account",
    )
    cards.register("people.addresses", stopped_card)
    exports.register("address_changes", address_changes)
