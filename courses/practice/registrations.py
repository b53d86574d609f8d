"""What practice tells the apps below, at start-up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, Told, sealed_models
from courses.practice import endings, permissions, recording, services
from courses.practice import exports as own_exports
from courses.practice.cards import AHEAD, practice_card
from courses.practice.dates import days_in_calendar
from courses.practice.deeds import DEEDS
from courses.practice.forms import ADJUSTMENTS
from courses.practice.models import PracticePlace
from courses.practice.observing import registrations as observing
from delivery.calendar.events import calendars
from delivery.chores import Chore, chores
from delivery.mail import register_notice
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.registry import entries
from people.models import Role

EVERY_DAY = timedelta(days=1)
WAITING = _("Something is waiting for you")


def register() -> None:
    register_deeds(DEEDS)
    # What is recorded stays recorded; so does what somebody said of it. Of a day that is over nothing changes.
    triggers.guard("courses.PracticeRecord")
    triggers.guard("courses.PracticeObjection")
    triggers.guard("courses.PracticeRule")
    triggers.guard("courses.PracticeDay", unless="OLD.state = 'planned'", keep_when="OLD.state <> 'planned'")
    for name, sentence in (
        (services.INVITED, _("You are invited to a practice day.")),
        (services.CHANGED, _("A practice day that you are invited to has changed.")),
        (services.CANCELLED, _("A practice day that you were invited to is cancelled.")),
        (services.ASKED, _("Someone has asked for something on a practice day that you run.")),
        (recording.RECORDED, _("Your practice day is recorded, for you to see.")),
        (recording.OBJECTED, _("Someone has answered a record of a practice day.")),
    ):
        register_notice(name, subject=WAITING, sentence=sentence, page="practice:list")
    _say_who_opens_what()
    observing.register()
    calendars.register("practice.days", days_in_calendar)
    card_questions.register("practice.to_come", AHEAD)
    cards.register("practice.to_come", for_role(Role.FACILITATOR, practice_card))
    exports.register("practice_days", own_exports.export_places)
    exports.register("practice_rules", own_exports.export_rules)
    exports.register("practice_days_run", own_exports.export_days_run)
    entries.register("practice.days", endings.OF_TRAINERS)
    entries.register("practice.places", endings.OF_PLACES)
    chores.register("practice.forget_adjustments", Chore(EVERY_DAY, forget))


def forget(now: datetime) -> None:
    services.forget_adjustments(now)


def _say_who_opens_what() -> None:
    sealed_models.register(
        "courses.PracticePlace",
        SealedPolicy(
            openable=permissions.adjustments_open_to,
            might_open=permissions.might_open,
            may_write=permissions.can_ask,
            editor_url=adjustments_url,
            labels={ADJUSTMENTS.key: ADJUSTMENTS.label},
            name=_("What would help you on a practice day"),
            related=("day",),
            tell=tell,
        ),
    )


def adjustments_url(place: PracticePlace) -> str:
    return reverse("practice:adjustments", args=[place.day_id])


def tell(places: Sequence[PracticePlace]) -> Mapping[UUID, Told]:
    title = _("Practice day on {day}")
    return {
        place.pk: Told(format_lazy(title, day=f"{place.day.local_date:%-d %B %Y}"), place.day.get_absolute_url())
        for place in places
    }
