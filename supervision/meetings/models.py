"""Supervision is spoken: a meeting's short record, what was agreed, and each attendee's acknowledgement."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from delivery.calendar.models import InCalendars
from foundation.models import Identified
from foundation.refusals import Moves
from foundation.walltime import AtWallTime, check_zone
from people.models import Programme, SupervisionAssignment, User


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Mode(models.TextChoices):
    VIDEO = "video", _("by video")
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")


class CancelReason(models.TextChoices):
    """A list rather than words: a reason typed here would say of somebody that they were ill."""

    SUPERVISOR = "supervisor", _("the supervisor could not come")
    NOBODY = "nobody", _("none of the others could come")
    NOT_NEEDED = "not_needed", _("it was planned by mistake")
    OTHER = "other", _("another reason")
    # Of earlier times, when a meeting could not be moved; and given by what happens. Never chosen.
    MOVED = "moved", _("moved to another time")
    HANDED_ON = "handed_on", _("it was handed on to another supervisor")
    ENDED = "ended", _("the supervision has ended")
    PLAN = "plan", _("the meetings that repeat were changed")


MEETING_MOVES = Moves({MeetingState.PLANNED: [MeetingState.HELD, MeetingState.CANCELLED]})


def _is(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=models.BooleanField())


def looked_after_by(user: User, now: datetime) -> Exists:
    """On a meeting: `user` supervises somebody who was asked to it, or stands in for who does, in its programme now."""
    return Exists(
        SupervisionAssignment.objects.supervised_by(user, now).filter(
            facilitator__meeting_places__meeting=OuterRef("pk"), programme=OuterRef("programme")
        )
    )


def run_by(user: User, now: datetime) -> Q:
    """On a meeting: `user` holds it, and looks after somebody who was asked; as cover, while their window is open.

    A name in the row is no authority: it lasts as long as the role, and the supervision or the cover.
    """
    return Q(supervisor=user) & Q(looked_after_by(user, now))


def overseen_by(user: User, now: datetime) -> Q:
    """On a meeting: the same of whoever holds it, and of the supervisor for whom it was held while they were away."""
    return (Q(supervisor=user) | Q(covered_for=user)) & Q(looked_after_by(user, now))


class SupervisionMeetingQuerySet(models.QuerySet["SupervisionMeeting"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Whoever runs or oversees it, those who were asked, and for an attendee's answer whoever supervises them now.

        The coordinator sees dates and minutes elsewhere.
        """
        part: Any = SupervisionMeeting.objects.taken_part_in(user, now).values("pk")
        answered = MeetingAttendee.objects.answers_open_to(user, now).values("meeting")
        return self.filter(pk__in=part.union(answered))

    def taken_part_in(self, user: User, now: datetime) -> Self:
        """Those that `user` runs or oversees, and those to which they were asked."""
        return self.with_name(user).filter(overseen_by(user, now) | asked(user))

    def with_name(self, user: User) -> Self:
        """Those on which `user` stands, in whatever part: where a query about their meetings begins."""
        part: Any = MeetingAttendee.objects.filter(person=user).values("meeting")
        held_meetings = SupervisionMeeting.objects.filter(supervisor=user).values("pk")
        covered = SupervisionMeeting.objects.filter(covered_for=user).values("pk")
        return self.filter(pk__in=part.union(held_meetings, covered))

    def with_part_of(self, user: User, now: datetime) -> Any:
        """Each with `overseen`, whether `user` runs or oversees it now, and `part`, whether that or was asked.

        And with `is_put_right`, whether anything was added about who was there.
        """
        return self.annotate(
            overseen=_is(overseen_by(user, now)),
            part=_is(overseen_by(user, now) | asked(user)),
            is_put_right=Exists(AttendanceAddendum.objects.filter(meeting=OuterRef("pk"))),
        )

    def overseen_by(self, user: User, now: datetime) -> Self:
        return self.filter(overseen_by(user, now))

    def run_by(self, user: User, now: datetime) -> Self:
        """Those that `user` holds; as cover, while the window is open."""
        return self.filter(run_by(user, now))

    def planned(self) -> Self:
        return self.filter(state=MeetingState.PLANNED)

    def held(self) -> Self:
        return self.filter(state=MeetingState.HELD)


def asked(user: User) -> Q:
    """On a meeting: `user` was asked to it."""
    return Q(Exists(MeetingAttendee.objects.filter(meeting=OuterRef("pk"), person=user)))


class SupervisionMeeting(SealedRecord, InCalendars, AtWallTime):
    """Its words have the part `agreed`; while it is planned they are the supervisor's draft, once held they are frozen.

    The draft also holds `action_1` and so on, which become rows of their own when the meeting is recorded.
    `local_date` and `local_start` are wall time in `zone`.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supervision_meetings")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meetings_held")
    # Whose supervision it is, when whoever holds it stands in.
    covered_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="meetings_covered", verbose_name=_("as cover for")
    )
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    local_date = models.DateField(_("date"))
    local_start = models.TimeField(_("start"))
    zone = models.CharField(max_length=60, validators=[check_zone])
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    mode = models.CharField(_("how"), max_length=12, choices=Mode, default=Mode.VIDEO)
    cancel_reason = models.CharField(_("reason"), max_length=12, choices=CancelReason, blank=True)
    recorded_at = models.DateTimeField(null=True)
    logs_brought = models.ManyToManyField("supervision.LogVersion", blank=True, related_name="brought_to")
    # The series that made it, the day of the series that it stands for, and since when somebody's hand decides.
    series = models.ForeignKey(
        "supervision.MeetingSeries", on_delete=models.PROTECT, null=True, related_name="meetings"
    )
    series_day = models.DateField(null=True)
    touched_at = models.DateTimeField(null=True)
    next_meeting = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="follows"
    )

    supervisor_id: UUID
    covered_for_id: UUID | None
    programme_id: UUID
    series_id: UUID | None
    objects = SupervisionMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(recorded_at__isnull=False), name="a_held_meeting_is_recorded"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="a_cancelled_meeting_says_why"
            ),
            models.UniqueConstraint(
                fields=["supervisor", "local_date", "local_start"],
                condition=Q(state="planned"),
                name="a_supervisor_is_in_one_meeting_at_a_time",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="one_meeting_for_a_day_of_a_series"),
            models.CheckConstraint(
                condition=Q(covered_for__isnull=True) | ~Q(covered_for=F("supervisor")),
                name="cover_is_for_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"supervision on {self.local_date:%d %b %Y}"

    @property
    def writer_id(self) -> UUID:
        return self.supervisor_id

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.pk])

    @property
    def revised(self) -> int:
        return self.calendar_revision

    @property
    def is_dropped(self) -> bool:
        """Taken out by a change of the series, and by nobody's hand."""
        return self.state == MeetingState.CANCELLED and self.cancel_reason == CancelReason.PLAN


class MeetingAttendeeQuerySet(models.QuerySet["MeetingAttendee"]):
    def with_presence(self) -> Any:
        """Each with `present`: whether they were there, as the record says or as it was put right last."""
        return self.annotate(present=_presence())

    def attended(self) -> Self:
        """Who was there, of recorded meetings. This is all that counts as supervision, wherever it is counted."""
        recorded = self.filter(meeting__state=MeetingState.HELD, recorded_at__isnull=False)
        return recorded.alias(present=_presence()).filter(present=True)

    def answers_open_to(self, user: User, now: datetime) -> Self:
        """What attendees sent, to whoever supervises them now; to who stands in, of the meetings that they held."""
        assignments = SupervisionAssignment.objects.supervised_by(user, now).filter(
            facilitator=OuterRef("person"), programme=OuterRef("meeting__programme")
        )
        own = assignments.filter(supervisor=user)
        return self.filter(
            Q(Exists(own)) | Q(Exists(assignments), meeting__supervisor=user),
            answer=MeetingAttendee.Answer.DIFFERS,
            # Beside the exact rule, so that a query begins there and not at every row of a programme.
            person__in=SupervisionAssignment.objects.supervised_by(user, now).values("facilitator"),
        )


class MeetingAttendee(SealedRecord):
    """Somebody asked to a meeting: whether they came, and what they say of its record (the part `differs`)."""

    class Answer(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        DIFFERS = "differs", _("sees it differently")

    class Says(models.TextChoices):
        """Before the meeting. No reason is asked."""

        CANNOT = "cannot", _("cannot come")
        CAN = "can", _("can come after all")

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_places")
    says = models.CharField(max_length=8, choices=Says, blank=True)
    other_date = models.DateField(_("date"), null=True)
    other_start = models.TimeField(_("start"), null=True)
    # When they last said anything before the meeting, a line among it (`coming/`), and when that was noted.
    said_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField(null=True)
    came = models.BooleanField(_("came"), default=False)
    # At a meeting of several pairs: whether they presented. None where nobody was asked.
    presented = models.BooleanField(_("presented"), null=True)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    # When the meeting was recorded: from then on `came` stays as it is, and is put right by an AttendanceAddendum.
    recorded_at = models.DateTimeField(null=True)
    # The number of the last addendum to the meeting that they have seen on My day.
    addenda_seen = models.PositiveSmallIntegerField(default=0)

    meeting_id: UUID
    person_id: UUID
    objects = MeetingAttendeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="asked_once_to_a_meeting"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="an_answer_has_its_time"
            ),
            models.CheckConstraint(condition=~Q(presented=True) | Q(came=True), name="only_who_came_presented"),
            models.CheckConstraint(
                condition=Q(other_date__isnull=True, other_start__isnull=True)
                | Q(other_date__isnull=False, other_start__isnull=False),
                name="another_time_is_a_day_and_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id


def _presence() -> Coalesce:
    said = AttendanceAddendum.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"))
    return Coalesce(Subquery(said.order_by("-number").values("came")[:1]), F("came"))


class AttendanceAddendum(Identified):
    """Added to a recorded meeting, never replaced: `person` was there, or was not. Of several the last one counts."""

    class Reason(models.TextChoices):
        """A list rather than words, as for a cancelled meeting: a reason typed here would say that somebody was ill."""

        SLIP = "slip", _("a slip when the meeting was recorded")
        SAYS_SO = "says_so", _("the person says so themselves")
        LOOKED_UP = "looked_up", _("a diary, an email or the list of the call shows it")
        OTHER = "other", _("another reason")

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="addenda")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendance_addenda")
    number = models.PositiveSmallIntegerField()
    came = models.BooleanField()
    reason = models.CharField(max_length=12, choices=Reason)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    person_id: UUID
    meeting_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="addenda_are_numbered"),
            models.CheckConstraint(condition=~Q(person=F("by")), name="nobody_puts_their_own_attendance_right"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {'was' if self.came else 'was not'} at {self.meeting}"


class SupervisionAction(SealedRecord):
    """One thing that somebody will do. Its words have the part `what` and are frozen from the start."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    class DropReason(models.TextChoices):
        """A list rather than words, as for a cancelled meeting."""

        NOT_NEEDED = "not_needed", _("it is no longer needed")
        INSTEAD = "instead", _("something else was done instead")
        TOO_MUCH = "too_much", _("it was too much")
        OTHER = "other", _("another reason")
        GONE = "gone", _("the supervision or the role has ended")

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.CASCADE, related_name="actions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervision_actions")
    due = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=12, choices=DropReason, blank=True)

    person_id: UUID
    # Said by `actions.queries.mark_late`, which knows the day.
    is_late = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(drop_reason="") | Q(state="dropped"), name="only_a_dropped_action_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="a_closed_action_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"action from {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.meeting.supervisor_id


ACTION_MOVES = Moves({SupervisionAction.State.OPEN: [SupervisionAction.State.DONE, SupervisionAction.State.DROPPED]})
