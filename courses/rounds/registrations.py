"""What a step that is to be done again tells the apps below, at start-up."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from courses.rounds.holding import paused
from courses.rounds.notices import ASKED, PAUSED, SAFETY, SOMEONE_PAUSED, SOON
from courses.rounds.reminding import remind
from delivery.chores import Chore, chores
from delivery.mail import register_notice
from people.pausing import pauses

SUBJECT = _("Please do a step again")
SENTENCES = {
    ASKED: _("A step of the course has changed, and everyone is asked to do it again. My day says which, and by when."),
    SOON: _("A step of the course must be done again within a week. My day says which, and by when."),
    PAUSED: _("Until you have done a step of the course again, you cannot co-facilitate. My day says which."),
    SAFETY: _("Until you have done a step of the course again, you cannot co-facilitate. My day says which, and why."),
}


def register() -> None:
    pauses.register("courses", paused)
    for name, sentence in SENTENCES.items():
        register_notice(name, subject=SUBJECT, sentence=sentence, page="pages:my_day")
    register_notice(
        SOMEONE_PAUSED,
        subject=_("Someone cannot co-facilitate at present"),
        sentence=_("Someone in your programme must do a step of the course again before they can co-facilitate."),
        page="certificates:readiness",
    )
    chores.register("courses.redo", Chore(timedelta(hours=1), remind))
