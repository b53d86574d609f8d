"""All that is held about a person, in words: what it is, who reads it, how long it is kept. The privacy page shows it.

There is a line for each part of the file of "my data"; a test fails for a part that is not described here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential import earlier
from pages.management.commands.tidy import KEPT


@dataclass(frozen=True)
class Held:
    what: str | Promise
    who: str | Promise
    how_long: str | Promise


def days(wanted: timedelta) -> dict[str, int]:
    return {"days": wanted.days}


ACCOUNT = _("Until your account is closed")
RECORD = _("As long as the programme keeps its records here")
UNTIL_DELETED = _(
    "Until you delete the words, or your account is closed. We keep a record that there was one, and when"
)
COORDINATORS = _("You and your programme's coordinators")
YOU = _("You")

# Export part -> what the page says of it. The first three are in the file too, beside the parts.
BESIDE: dict[str, Held] = {
    "account": Held(
        _("Your name, email addresses and when you joined"),
        _("You, your programme's coordinators and governance leads. People you work with see your name"),
        ACCOUNT,
    ),
    "trail": Held(
        _("Who opened or changed something of yours, and when"), _("You. The person named knows their own part"), RECORD
    ),
    "earlier_words": Held(
        _("What was in a box until you emptied it"),
        YOU,
        _("%(days)s days, so that you can bring it back") % days(earlier.KEPT),
    ),
}
PARTS: dict[str, Held] = {
    "address_changes": Held(
        _("When the email addresses of your account changed, and what they were before"),
        _("You. If you stop a change: your programme's coordinators, governance leads and deputies"),
        RECORD,
    ),
    "answers_i_wrote": Held(
        _("As a supervisor: your answers to logs"),
        _("You until you send one. Then the owner of the log, and the supervisors who may read that log"),
        RECORD,
    ),
    "answers_to_records": Held(
        _("Whether you agree with the record of a meeting, and how you see it differently"),
        _("You and the supervisor who held the meeting"),
        RECORD,
    ),
    "attendance_put_right": Held(
        _("A correction by your supervisor about whether you were at a meeting, and how they knew"),
        _("You and the others who were asked to it, the supervisor who held it and your present one"),
        RECORD,
    ),
    "authorisations": Held(_("From when you may co-facilitate, and on what basis"), COORDINATORS, RECORD),
    "certificates": Held(
        _("Your certificates"),
        _("You, your coordinators and governance lead. People you give the code to see what the paper says"),
        RECORD,
    ),
    "check_ins": Held(
        _("Your requests for someone to check in with you, and when they did"),
        _("You and your supervisor, and the person who covers for them"),
        RECORD,
    ),
    "concerns_i_raised": Held(
        _("Concerns that you raised"),
        _(
            "You, your supervisor or their cover; the governance lead and their deputy where the page of the concern "
            "says so. Coordinators see the day and the state"
        ),
        UNTIL_DELETED,
    ),
    "confidence": Held(
        _("Your confidence before and after the training"),
        _("You. Averages of eight people or more, without names, go to coordinators and governance leads"),
        ACCOUNT,
    ),
    "cover": Held(
        _("When you were away, and who covered for you or for others"),
        _("You, the supervisors concerned, their facilitators and coordinators"),
        RECORD,
    ),
    "declarations": Held(
        _("Whether there is a conflict of interest in a supervision"),
        _("You. The coordinator sees that there is a conflict, without its kind"),
        RECORD,
    ),
    "invitations": Held(
        _("Invitations to you"),
        COORDINATORS,
        _("One that was not accepted: %(days)s days after it ended. An accepted one: with the programme's records")
        % days(KEPT),
    ),
    "kept_beside_my_words": Held(
        _("Words of yours from another tab or device, kept until you choose"), YOU, _("Until you choose")
    ),
    "learning": Held(
        _("Your learning: steps, answers and reflections"),
        _("You. Coordinators see which modules are complete; they cannot see answers or reflections"),
        ACCOUNT,
    ),
    "logs": Held(
        _("Your logs of sessions, and your replies"),
        _(
            "You. Once you share one: your supervisor, and the person who covers for them, for as long as they "
            "supervise you and you have not withdrawn it"
        ),
        UNTIL_DELETED,
    ),
    "news_of_sessions": Held(
        _("What your co-facilitator changed in sessions that you share"),
        YOU,
        _("Until you put it away, at most %(days)s days") % days(KEPT),
    ),
    "notices_held_about_me": Held(
        _("Notices about you that were put on hold, and why"),
        _("You, your programme's coordinators and governance leads"),
        RECORD,
    ),
    "plans": Held(
        _("Versions of a programme's plan that you wrote"), _("Everyone with a role in the programme"), RECORD
    ),
    "roles": Held(
        _("Your roles, and from when to when"), _("You, coordinators, governance leads and their deputies"), RECORD
    ),
    "sessions": Held(
        _("Sessions that you facilitated: day, minutes, number of people, themes"),
        _("You, your co-facilitator, your supervisors and who covers for them. Coordinators see all but the themes"),
        RECORD,
    ),
    "specialties": Held(_("Your specialty and region"), COORDINATORS, RECORD),
    "supervision": Held(
        _("Who supervises or supervised you, and who you supervise or supervised"),
        _("You, the other person and your coordinators"),
        RECORD,
    ),
    "supervision_actions": Held(
        _("What you agreed to do, from a meeting"), _("You and the supervisor who held the meeting"), RECORD
    ),
    "supervision_agreements": Held(
        _("Agreements on supervision"), _("You and the other person. Coordinators see that there is one"), RECORD
    ),
    "supervision_meetings": Held(
        _("Supervision meetings and what was agreed"),
        _("Those who were asked to the meeting, and the supervisor. Coordinators see the day and the minutes"),
        RECORD,
    ),
    "telephone": Held(
        _("Your telephone number, if you give it"),
        _("Your co-facilitator, your supervisor, the facilitators you supervise, and a supervisor while they cover"),
        _("Until you take it back"),
    ),
    "told_when_something_ended": Held(
        _("What you were told when a role, a supervision, a leave or a group ended"), YOU, RECORD
    ),
    "what_i_wrote_about_concerns": Held(
        _("What you wrote about concerns of others"), _("Those who can read that concern"), RECORD
    ),
}


def held() -> list[Held]:
    return [*BESIDE.values(), *PARTS.values()]
