"""What cohorts tell the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from courses.enrolment.cards import OFFERS, PLACES, dates_card
from courses.enrolment.exports import cohorts
from courses.enrolment.queries import courses_due
from courses.enrolment.services import CHANGED
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.models import Role


def register() -> None:
    card_questions.register("enrolment.places", PLACES)
    card_questions.register("enrolment.offers", OFFERS)
    cards.register("enrolment.dates", for_role(Role.FACILITATOR, dates_card))
    exports.register("cohorts", cohorts)
    register_notice(
        CHANGED,
        subject=_("A date has changed"),
        sentence=_("The dates of a course that you are enrolled in have changed. My day has the new ones."),
        page="pages:my_day",
    )
    register_reminder(
        "course_due",
        title=_("A course that you are enrolled in and that is due within two weeks"),
        subject=_("Your course is due soon"),
        sentence=_("A course that you are enrolled in is due within two weeks."),
        page="pages:my_day",
        roles=[Role.FACILITATOR],
        due=courses_due,
    )
