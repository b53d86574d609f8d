"""All that is held about a person, in words: what it is, who reads it, how long it is kept. The privacy page shows it.

There is a line for each part of the file of "my data"; a test fails for a part that is not described here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential import earlier
from courses.practice.services import ADJUSTMENTS_KEPT
from groups.enquiries.forgetting import LONGEST
from groups.enquiries.services import UNCONFIRMED_KEPT
from pages.management.commands.tidy import RETENTION


@dataclass(frozen=True)
class PersonalData:
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
BESIDE: dict[str, PersonalData] = {
    "account": PersonalData(
        _("Your name, email addresses and when you joined"),
        _("You, your programme's coordinators and governance leads. People you work with see your name"),
        ACCOUNT,
    ),
    "trail": PersonalData(
        _("Who opened or changed something of yours, and when"), _("You. The person named knows their own part"), RECORD
    ),
    "practice_adjustments": PersonalData(
        _("What you said would help you on a practice day"),
        _("You. Once you send it, the trainers of that day"),
        _("%(days)s days after the day") % days(ADJUSTMENTS_KEPT),
    ),
    "enquiries": PersonalData(
        _("If you asked about a group without an account: your first name, email address and answers"),
        _("The coordinators of the programme that you asked. A facilitator of your group, once, when you take a place"),
        _("%(week)s days if you don't confirm it. Otherwise until it is settled, at most %(days)s days")
        % {"week": UNCONFIRMED_KEPT.days, **days(LONGEST)},
    ),
    "earlier_words": PersonalData(
        _("What was in a box until you emptied it"),
        YOU,
        _("%(days)s days, so that you can bring it back") % days(earlier.RETENTION),
    ),
}
PARTS: dict[str, PersonalData] = {
    "availability": PersonalData(
        _("When you are free to facilitate, in an ordinary week, and your grade if you say it"),
        _("You and your programme's coordinators. A partner hears of the times that you share"),
        _("Until you take it back"),
    ),
    "address_changes": PersonalData(
        _("When the email addresses of your account changed, and what they were before"),
        _("You. If you stop a change: your programme's coordinators, governance leads and deputies"),
        RECORD,
    ),
    "answers_i_wrote": PersonalData(
        _("As a supervisor: your answers to logs"),
        _("You until you send one. Then the owner of the log, and the supervisors who may read that log"),
        RECORD,
    ),
    "answers_to_records": PersonalData(
        _("Whether you agree with the record of a meeting, and how you see it differently"),
        _("You and the supervisor who held the meeting"),
        RECORD,
    ),
    "apologies": PersonalData(
        _("Sessions to which you said that you can't come"),
        _("You, your co-facilitator, your supervisor and the person who covers for them, and coordinators"),
        _("Until you take it back. Otherwise as long as the session is kept"),
    ),
    "stand_ins": PersonalData(
        _("Sessions at which you offered to stand in, or which you decided to hold alone, and why"),
        _("You and the pair of the group. If you held one alone, their supervisors and coordinators too"),
        _("An offer: until you take it back. Otherwise as long as the session is kept"),
    ),
    "attendance_put_right": PersonalData(
        _("A correction by your supervisor about whether you were at a meeting, and how they knew"),
        _("You and the others who were asked to it, the supervisor who held it and your present one"),
        RECORD,
    ),
    "authorisations": PersonalData(_("From when you may co-facilitate, and on what basis"), COORDINATORS, RECORD),
    "calendar": PersonalData(
        _("When you made an address for your calendar, and which program fetched it last, on which day"),
        _("You. Anyone with the address reads when you have a session, supervision or training"),
        _("Until you stop it, or your account is closed"),
    ),
    "certificates": PersonalData(
        _("Your certificates"),
        _("You, your coordinators and governance lead. People you give the code to see what the paper says"),
        RECORD,
    ),
    "check_ins": PersonalData(
        _("Your requests for someone to check in with you, and when they did"),
        _("You and your supervisor, and the person who covers for them"),
        RECORD,
    ),
    "concerns_i_raised": PersonalData(
        _("Concerns that you raised"),
        _(
            "You, your supervisor or their cover; the governance lead and their deputy where the page of the concern "
            "says so. Coordinators see the day and the state"
        ),
        UNTIL_DELETED,
    ),
    "confidence": PersonalData(
        _("Your confidence before and after the training"),
        _("You. Averages of eight people or more, without names, go to coordinators and governance leads"),
        ACCOUNT,
    ),
    "bookmarks": PersonalData(_("Steps that you bookmarked"), YOU, _("Until you remove the bookmark")),
    "boosters": PersonalData(
        _("Your answers to the questions that come back after you were authorised"),
        _("You. Content editors see how a question does, once ten people or more have answered it"),
        RECORD,
    ),
    "cover": PersonalData(
        _("When you were away, and who covered for you or for others"),
        _("You, the supervisors concerned, their facilitators and coordinators"),
        RECORD,
    ),
    "declarations": PersonalData(
        _("Whether there is a conflict of interest in a supervision"),
        _("You. The coordinator sees that there is a conflict, without its kind"),
        RECORD,
    ),
    "group_changes": PersonalData(
        _("What you changed about a group, such as its places or its agreement"),
        _("You, the group's pair, their supervisors and your programme's coordinators"),
        RECORD,
    ),
    "group_moves": PersonalData(
        _("Changes of a group that you decided, such as a pause or its end, and why"),
        _("You, the group's pair, their supervisors and your programme's coordinators"),
        RECORD,
    ),
    "handouts_saved": PersonalData(_("Which handouts you saved, and when"), YOU, ACCOUNT),
    "invitations": PersonalData(
        _("Invitations to you"),
        COORDINATORS,
        _("One that was not accepted: %(days)s days after it ended. An accepted one: with the programme's records")
        % days(RETENTION),
    ),
    "joining_links": PersonalData(
        _("When you set a joining link for a group. The link itself belongs to the programme"),
        _("You and your co-facilitator. You both see the link from 30 minutes before a session until its end"),
        _("The link: until it is replaced or taken away. The day: as long as the programme keeps its records"),
    ),
    "kept_beside_my_words": PersonalData(
        _("Words of yours from another tab or device, kept until you choose"), YOU, _("Until you choose")
    ),
    "cohorts": PersonalData(
        _("Courses that you enrolled in with a date, and when you withdrew or came back"),
        _("You, coordinators and trainers of your programme. They see how many steps you have done too"),
        RECORD,
    ),
    "learning": PersonalData(
        _("Your learning: steps, answers and reflections"),
        _(
            "You. Coordinators see which modules are complete; they cannot see answers or reflections. Content editors "
            "see rounded numbers of ten people or more, without names. A system that your programme has connected sees "
            "what you completed and when, under a number instead of your name"
        ),
        ACCOUNT,
    ),
    "logs": PersonalData(
        _("Your logs of sessions, and your replies"),
        _(
            "You. Once you share one: your supervisor, and the person who covers for them, for as long as they "
            "supervise you and you have not withdrawn it"
        ),
        UNTIL_DELETED,
    ),
    "meeting_links": PersonalData(
        _("When you set a joining link for a supervision meeting. The link itself belongs to the programme"),
        _("You. Everyone who is asked sees the link from 30 minutes before the meeting until its end"),
        _("The link: until the meeting is recorded, or you take it away. The day: with the programme's records"),
    ),
    "news_of_sessions": PersonalData(
        _("What your co-facilitator changed in sessions that you share"),
        YOU,
        _("Until you put it away, at most %(days)s days") % days(RETENTION),
    ),
    "own_supervision": PersonalData(
        _("As a supervisor: the days on which you had supervision of your own"), YOU, _("Until you remove them")
    ),
    "notes": PersonalData(_("Your notes on steps"), YOU, _("Until you empty the note, or your account is closed")),
    "not_with": PersonalData(
        _("The facilitators that you would rather not be paired with"),
        _("You alone. Holdfast does not propose you as a pair"),
        _("Until you take it back"),
    ),
    "notices_held_about_me": PersonalData(
        _("Notices about you that were put on hold, and why"),
        _("You, your programme's coordinators and governance leads"),
        RECORD,
    ),
    "plans": PersonalData(
        _("Versions of a programme's plan that you wrote"), _("Everyone with a role in the programme"), RECORD
    ),
    "practice_days": PersonalData(
        _("Practice days: invitations, your answers, and what was recorded of you"),
        _("You and the trainers of your programme"),
        RECORD,
    ),
    "practice_days_run": PersonalData(
        _("As a trainer: practice days that you ran"),
        _("You, those you invited and the other trainers of the programme"),
        RECORD,
    ),
    "shadowing": PersonalData(
        _("Groups that you shadowed, and your learning sheets"),
        _("You. The person who recorded it knows that you were there"),
        RECORD,
    ),
    "observed_practice": PersonalData(
        _("What was written of your observed practice, and your answer"),
        _("You and the person who observed you, while they train or supervise you"),
        RECORD,
    ),
    "observed_practice_i_wrote": PersonalData(
        _("What you wrote of the practice of others"),
        _("You, while you train or supervise them. The person, once you show it"),
        RECORD,
    ),
    "practice_rules": PersonalData(
        _("Which practice a programme asks for, as you set it, and why"),
        _("Everyone who looks at the programme's readiness board"),
        RECORD,
    ),
    "enough_rules": PersonalData(
        _("How a programme counts hours of supervision, as you set it"),
        _("Everyone who looks at the programme's readiness board"),
        RECORD,
    ),
    "video_hosts": PersonalData(
        _("On which hosts a programme's video rooms may be, as you set it"),
        _("Coordinators, governance leads and their deputies"),
        RECORD,
    ),
    "problems_reported": PersonalData(
        _("Problems with a page that you reported"), _("You. Content editors, without your name"), RECORD
    ),
    "refreshers": PersonalData(
        _("When you did the yearly refresher, who you said the question to, and the days on which you were away"),
        _("You. Your supervisor and your coordinators see only when it is overdue"),
        RECORD,
    ),
    "reminders": PersonalData(
        _("What you want to be reminded of by email, and at what time of day, if you changed it"), YOU, ACCOUNT
    ),
    "roles": PersonalData(
        _("Your roles, and from when to when"), _("You, coordinators, governance leads and their deputies"), RECORD
    ),
    "points_of_meetings": PersonalData(
        _("What you or your pair take from a meeting of several pairs, and what you wrote of it for others"),
        _("You, and the supervisor who recorded it while they supervise you; what is for a pair, both of the pair"),
        RECORD,
    ),
    "protected_time": PersonalData(
        _("What you wrote about protected time for groups"),
        _("You, coordinators, governance leads and training programme directors of the programme"),
        RECORD,
    ),
    "reviews": PersonalData(
        _("Your reviews of how it goes, twice a year"),
        _("You and your supervisor of then, while they supervise you; another supervisor, if you ask one"),
        RECORD,
    ),
    "sessions": PersonalData(
        _("Sessions that you facilitated: day, minutes, number of people, themes"),
        _("You, your co-facilitator, your supervisors and who covers for them. Coordinators see all but the themes"),
        RECORD,
    ),
    "said_before_meetings": PersonalData(
        _("What you said before a meeting: that you cannot come, another time, one line"),
        _("You, your supervisor, and a supervisor while they cover. The others who are asked see who cannot come"),
        RECORD,
    ),
    "specialties": PersonalData(_("Your specialty and region"), COORDINATORS, RECORD),
    "supervision": PersonalData(
        _("Who supervises or supervised you, and who you supervise or supervised"),
        _("You, the other person and your coordinators"),
        RECORD,
    ),
    "supervision_actions": PersonalData(
        _("What you agreed to do, from a meeting"), _("You and the supervisor who held the meeting"), RECORD
    ),
    "supervision_agreements": PersonalData(
        _("Agreements on supervision"), _("You and the other person. Coordinators see that there is one"), RECORD
    ),
    "supervision_meetings": PersonalData(
        _("Supervision meetings and what was agreed"),
        _("Those who were asked to the meeting, and the supervisor. Coordinators see the day and the minutes"),
        RECORD,
    ),
    "telephone": PersonalData(
        _("Your telephone number, if you give it"),
        _("Your co-facilitator, your supervisor, the facilitators you supervise, and a supervisor while they cover"),
        _("Until you take it back"),
    ),
    "told_when_something_ended": PersonalData(
        _("What you were told when a role, a supervision, a leave or a group ended"), YOU, RECORD
    ),
    "what_i_wrote_in_reviews": PersonalData(
        _("What you wrote in reviews of others"), _("You, and the person whose review it is"), RECORD
    ),
    "what_i_wrote_about_concerns": PersonalData(
        _("What you wrote about concerns of others"), _("Those who can read that concern"), RECORD
    ),
}


def all_personal_data() -> list[PersonalData]:
    return [*BESIDE.values(), *PARTS.values()]
