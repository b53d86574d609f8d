"""What the five questions tell the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from courses.boosters.cards import booster_card
from courses.boosters.exports import boosters
from courses.boosters.queries import boosters_due
from delivery.reminders.rules import register_reminder
from foundation.cards import cards, for_role
from foundation.exports import exports
from people.models import Role


def register() -> None:
    # What was answered stands; the whole row may still go with its owner.
    triggers.guard("courses.BoosterAnswer", unless="OLD.was_right IS NULL", keep_when="{false}")
    cards.register("boosters.waiting", for_role(Role.FACILITATOR, booster_card))
    exports.register("boosters", boosters)
    register_reminder(
        "booster_due",
        title=_("Five questions that come back after you are authorised"),
        subject=_("Five questions are waiting for you"),
        sentence=_("Five questions are waiting for you."),
        page="boosters:questions",
        roles=[Role.FACILITATOR],
        due=boosters_due,
    )
