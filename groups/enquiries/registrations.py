"""What enquiries tell the apps below, at start-up."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, sealed_models
from delivery.chores import Chore, chores
from delivery.mail import register_notice
from delivery.services import handlers
from foundation.cards import cards, for_role
from groups.enquiries import cards as own_cards
from groups.enquiries import mail, permissions, services
from groups.enquiries.deeds import DEEDS
from groups.enquiries.endings import PLACES_OF_NEWCOMERS
from groups.enquiries.forgetting import daily_round
from groups.enquiries.models import Enquiry
from people.endings.registry import entries
from people.models import Role

EVERY_DAY = timedelta(days=1)


def register() -> None:
    register_deeds(DEEDS)
    sealed_models.register(
        "groups.Enquiry",
        SealedPolicy(
            openable=permissions.openable,
            might_open=permissions.might_open,
            may_write=permissions.never_written,
            editor_url=where_it_begins,
            name=_("Enquiry"),
        ),
    )
    handlers.register(services.CONFIRM, mail.send_confirmation)
    handlers.register(services.NEWS, mail.send_news)
    handlers.register(services.CLOSING, mail.send_closing)
    register_notice(
        services.SOMEONE_COMES,
        subject=_("Something is waiting for you"),
        sentence=_("Someone is coming to your group."),
        page="pages:my_day",
    )
    cards.register("enquiries.to_read", for_role(Role.COORDINATOR, own_cards.enquiries_to_read))
    cards.register("enquiries.overdue", for_role(Role.DEPUTY, own_cards.enquiries_overdue))
    cards.register("enquiries.who_comes", for_role(Role.FACILITATOR, own_cards.who_comes))
    entries.register("enquiries.places", PLACES_OF_NEWCOMERS)
    chores.register("enquiries.forget", Chore(EVERY_DAY, daily_round))


def where_it_begins(_enquiry: Enquiry) -> str:
    return reverse("enquiries:start")
