"""What meetings tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.registry import SealedPolicy, sealed_models
from delivery.mail import register_notice
from foundation.cards import Card, cards, for_role
from foundation.exports import exports
from foundation.http import Request
from people.endings.registry import entries
from people.models import Role
from supervision import readers
from supervision.meetings import permissions, queries
from supervision.meetings.action_endings import ENTRY as ACTIONS
from supervision.meetings.endings import OF_COVER, OF_SUPERVISION
from supervision.meetings.forms import DIFFERS, RECORD_PARTS
from supervision.meetings.leave_endings import IN_CHANGED_LEAVE, IN_LEAVE, OF_CHANGED_COVER
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting

WAITING = _("Something is waiting for you")


def register() -> None:
    _guard_tables()
    _say_who_opens_what()
    for name, sentence in (
        ("meeting_planned", _("A supervision meeting is planned with you.")),
        ("meeting_cancelled", _("A supervision meeting was cancelled.")),
        ("meeting_recorded", _("The record of a supervision meeting is waiting for you to read.")),
        ("meeting_answered", _("Someone has answered the record of a supervision meeting.")),
    ):
        register_notice(name, subject=WAITING, sentence=sentence, path="/meetings/")
    cards.register("meetings.mine", for_role(Role.FACILITATOR, my_card))
    entries.register("supervision.meetings", OF_SUPERVISION)
    entries.register("supervision.meetings_as_cover", OF_COVER)
    entries.register("supervision.meetings_in_leave", IN_LEAVE)
    entries.register("supervision.meetings_in_changed_leave", IN_CHANGED_LEAVE)
    entries.register("supervision.meetings_of_changed_cover", OF_CHANGED_COVER)
    entries.register("supervision.actions", ACTIONS)
    exports.register("supervision_meetings", queries.export_meetings)
    exports.register("supervision_actions", queries.export_actions)
    exports.register("answers_to_records", queries.export_answers)


def _guard_tables() -> None:
    """What is recorded stays recorded."""
    triggers.guard("supervision.SupervisionMeeting", unless="OLD.state = 'planned'", keep_when="OLD.state <> 'planned'")
    triggers.guard("supervision.SupervisionMeeting_logs_brought")
    # Closing an action is all that can happen to it.
    triggers.guard("supervision.SupervisionAction", free={"state", "closed_at"})
    # Who came is fixed with the record, an answer once it is given. What was put right since is seen at any time.
    triggers.guard(
        "supervision.MeetingAttendee",
        free={"addenda_seen"},
        unless="OLD.recorded_at IS NULL OR (OLD.answered_at IS NULL AND NEW.came = OLD.came"
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
            labels={part.key: part.label for part in RECORD_PARTS},
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


def record_url(meeting: SupervisionMeeting) -> str:
    return reverse("meetings:record", args=[meeting.pk])


def answer_url(attendee: MeetingAttendee) -> str:
    return reverse("meetings:detail", args=[attendee.meeting_id])


def action_url(action: SupervisionAction) -> str:
    return action.meeting.get_absolute_url()


def nobody_writes(writer: object, action: SupervisionAction) -> bool:
    """An action's words are frozen from the start."""
    return False


def my_card(request: Request) -> Card | None:
    """The next supervision, the last record, and records that wait for an answer."""
    mine = queries.mine(request.user, request.now)
    if not (mine.next or mine.last):
        return None
    return Card("supervision/meetings/card.html", {"mine": mine}, "meetings.mine.unanswered" if mine.unanswered else "")
