"""What meetings tell the apps below, at start-up."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, sealed_models
from delivery.calendar.events import calendars
from delivery.chores import Chore, chores
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.registry import entries
from people.models import Role
from supervision.logs.answering import discussions
from supervision.meetings import exports as own_exports
from supervision.meetings import permissions, readers, services
from supervision.meetings.action_endings import ENTRY as ACTIONS
from supervision.meetings.cards import PLACES, my_card
from supervision.meetings.coming.cards import SAID, said_card
from supervision.meetings.coming.exports import export_before
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.coming.permissions import lines_open_to
from supervision.meetings.dates import meetings_in_calendar
from supervision.meetings.deeds import DEEDS
from supervision.meetings.endings import OF_COVER, OF_SUPERVISION
from supervision.meetings.forms import DIFFERS, RECORD_PARTS
from supervision.meetings.joining import registrations as joining
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.meetings.points.audiences import RecordLabels
from supervision.meetings.points.exports import export_points
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.reminding import actions_due, meetings_tomorrow
from supervision.meetings.repeating.services import continue_all

# They reach 12 weeks ahead again each night; more often does no harm.
EVERY = timedelta(hours=12)
WAITING = _("Something is waiting for you")


def register() -> None:
    register_deeds(DEEDS)
    _guard_tables()
    _say_who_opens_what()
    _say_who_opens_lines()
    _say_who_opens_points()
    for name, sentence in (
        ("meeting_planned", _("A supervision meeting is planned with you.")),
        ("meeting_moved", _("A supervision meeting has another time.")),
        ("meeting_series", _("Supervision meetings are planned with you.")),
        ("meeting_cancelled", _("A supervision meeting was cancelled.")),
        ("meeting_recorded", _("The record of a supervision meeting is waiting for you to read.")),
        ("meeting_answered", _("Someone has answered the record of a supervision meeting.")),
    ):
        register_notice(name, subject=WAITING, sentence=sentence, page="meetings:list")
    said = _("Something about a supervision meeting is waiting for you.")
    register_notice("meeting_word", subject=WAITING, sentence=said, page="pages:my_day")
    _remind()
    calendars.register("supervision.meetings", meetings_in_calendar)
    card_questions.register("meetings.to_come", PLACES)
    cards.register("meetings.to_come", for_role(Role.FACILITATOR, my_card))
    card_questions.register("meetings.said", SAID)
    cards.register("meetings.said", for_role(Role.SUPERVISOR, said_card))
    chores.register("supervision.repeating", Chore(EVERY, continue_all))
    discussions.register("meetings", services.lock_if_discussed)
    entries.register("supervision.meetings", OF_SUPERVISION)
    entries.register("supervision.meetings_as_cover", OF_COVER)
    entries.register("supervision.actions", ACTIONS)
    exports.register("supervision_meetings", own_exports.export_meetings)
    exports.register("supervision_actions", own_exports.export_actions)
    exports.register("answers_to_records", own_exports.export_answers)
    exports.register("said_before_meetings", export_before)
    exports.register("points_of_meetings", export_points)
    joining.register()


def _remind() -> None:
    register_reminder(
        "meeting_tomorrow",
        title=_("A supervision meeting that is tomorrow"),
        subject=_("A supervision meeting tomorrow"),
        sentence=_("You have a supervision meeting tomorrow."),
        page="meetings:list",
        roles=[Role.FACILITATOR, Role.SUPERVISOR],
        due=meetings_tomorrow,
    )
    register_reminder(
        "action_due",
        title=_("What you agreed to do, on its day"),
        subject=WAITING,
        sentence=_("The day has come for something that you agreed to do."),
        page="meetings:actions",
        roles=[Role.FACILITATOR, Role.SUPERVISOR],
        due=actions_due,
    )


def _guard_tables() -> None:
    """What is recorded stays recorded."""
    triggers.guard(
        "supervision.SupervisionMeeting",
        # For which day of its series it stands, when the series changes around it.
        free={"series", "series_day", "touched_at"},
        unless="OLD.state = 'planned'",
        keep_when="OLD.state <> 'planned'",
    )
    triggers.guard("supervision.SupervisionMeeting_logs_brought")
    triggers.guard("supervision.MeetingLine")
    triggers.guard("supervision.MeetingMove")
    triggers.guard("supervision.MeetingPoints")
    # An action is closed, or has another date; its words stay.
    triggers.guard("supervision.SupervisionAction", free={"state", "closed_at", "drop_reason", "due"})
    triggers.guard("supervision.ActionDate")
    # Who came is fixed with the record, an answer once it is given. What was put right since is seen at any time.
    triggers.guard(
        "supervision.MeetingAttendee",
        free={"addenda_seen"},
        unless="OLD.recorded_at IS NULL OR (OLD.answered_at IS NULL AND NEW.came = OLD.came"
        " AND (NEW.presented = OLD.presented OR NEW.presented IS NULL AND OLD.presented IS NULL)"
        " AND NEW.meeting_id = OLD.meeting_id AND NEW.person_id = OLD.person_id AND NEW.recorded_at = OLD.recorded_at)",
        keep_when="OLD.recorded_at IS NOT NULL",
    )


def _say_who_opens_what() -> None:
    sealed_models.register(
        "supervision.SupervisionMeeting",
        SealedPolicy(
            openable=permissions.records_open_to,
            might_open=readers.of_meeting,
            binds_writer=True,
            may_write=permissions.can_write_record,
            editor_url=record_url,
            labels=RecordLabels({part.key: part.label for part in RECORD_PARTS}),
            name=_("Your record of a meeting"),
        ),
    )
    sealed_models.register(
        "supervision.MeetingAttendee",
        SealedPolicy(
            openable=permissions.answers_open_to,
            might_open=readers.of_answer,
            may_write=permissions.can_write_answer,
            editor_url=answer_url,
            labels={DIFFERS.key: DIFFERS.label},
            name=_("What you said of a meeting's record"),
        ),
    )
    sealed_models.register(
        "supervision.SupervisionAction",
        SealedPolicy(
            openable=permissions.actions_open_to,
            might_open=readers.of_action,
            binds_writer=True,
            may_write=nobody_writes,
            editor_url=action_url,
            name=_("What someone will do, in your words"),
            related=("meeting",),
        ),
    )


def _say_who_opens_lines() -> None:
    sealed_models.register(
        "supervision.MeetingLine",
        SealedPolicy(
            openable=lines_open_to,
            might_open=readers.of_line,
            may_write=nobody_writes,
            editor_url=line_url,
            name=_("A line that you wrote before a meeting"),
            related=("meeting",),
        ),
    )


def _say_who_opens_points() -> None:
    sealed_models.register(
        "supervision.MeetingPoints",
        SealedPolicy(
            openable=MeetingPoints.objects.open_to,
            might_open=readers.of_points,
            binds_writer=True,
            may_write=nobody_writes,
            editor_url=points_url,
            name=_("What a pair or one person takes from a meeting, in your words"),
            related=("meeting",),
        ),
    )


def record_url(meeting: SupervisionMeeting) -> str:
    return reverse("meetings:record", args=[meeting.pk])


def answer_url(attendee: MeetingAttendee) -> str:
    return reverse("meetings:detail", args=[attendee.meeting_id])


def action_url(action: SupervisionAction) -> str:
    return action.meeting.get_absolute_url()


def line_url(line: MeetingLine) -> str:
    return line.meeting.get_absolute_url()


def points_url(points: MeetingPoints) -> str:
    return points.meeting.get_absolute_url()


def nobody_writes(_writer: object, _record: SupervisionAction | MeetingLine | MeetingPoints) -> bool:
    """The words of an action, of a line and of points are frozen from the start."""
    return False
