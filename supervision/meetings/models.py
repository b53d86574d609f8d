"""Supervision is spoken: a meeting's short record, what was agreed, and each attendee's acknowledgement."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from foundation.refusals import Moves
from people.models import Programme, User, check_zone


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Mode(models.TextChoices):
    VIDEO = "video", _("by video")
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")


MEETING_MOVES = Moves({MeetingState.PLANNED: [MeetingState.HELD, MeetingState.CANCELLED]})


class SupervisionMeetingQuerySet(models.QuerySet["SupervisionMeeting"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Its supervisor and those who were asked to it. The coordinator sees dates and minutes elsewhere."""
        asked = MeetingAttendee.objects.filter(meeting=OuterRef("pk"), person=user)
        return self.filter(Q(supervisor=user) | Exists(asked))


class SupervisionMeeting(SealedRecord):
    """Its words, frozen once it is held, have the parts `brought` and `agreed`. Planned for a wall time in a zone."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supervision_meetings")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meetings_held")
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    local_date = models.DateField(_("date"))
    local_start = models.TimeField(_("start"))
    zone = models.CharField(max_length=60, validators=[check_zone])
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    mode = models.CharField(_("how"), max_length=12, choices=Mode, default=Mode.VIDEO)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)
    logs_brought = models.ManyToManyField("supervision.LogVersion", blank=True, related_name="brought_to")
    next_meeting = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="follows"
    )

    supervisor_id: UUID
    objects = SupervisionMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(recorded_at__isnull=False), name="a_held_meeting_is_recorded"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="a_cancelled_meeting_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"supervision on {self.local_date:%d %b %Y}"

    @property
    def writer_id(self) -> UUID:
        return self.supervisor_id


class MeetingAttendee(SealedRecord):
    """Somebody asked to a meeting: whether they came, and what they say of its record."""

    class Answer(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        DIFFERS = "differs", _("sees it differently")

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_places")
    came = models.BooleanField(_("came"), default=False)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    person_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="asked_once_to_a_meeting"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="an_answer_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id


class SupervisionAction(SealedRecord):
    """One thing that somebody will do. Its words have the part `what`; frozen when the meeting is recorded."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="actions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervision_actions")
    due = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"action from {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.meeting.supervisor_id
