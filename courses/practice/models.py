"""A practice day: when and where, who runs it, who is invited, and what a trainer records of each person.

Nobody records anything of themselves. What was recorded is added to, never written over: the last line counts.
"""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from delivery.calendar.models import InCalendars
from foundation.lines import check_one_line
from foundation.models import Identified
from foundation.refusals import Moves
from foundation.walltime import AtWallTime, check_zone
from people.models import Appointment, Programme, Role, User

FEWEST, MOST_PLACES = 3, 60
SHORTEST, LONGEST = 30, 600
FIVE_HOURS = 300


class DayState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class How(models.TextChoices):
    TOGETHER = "together", _("in one place")
    VIDEO = "video", _("by video")


class CancelReason(models.TextChoices):
    """A list rather than words: a reason typed here would say of somebody that they were ill."""

    TRAINER = "trainer", _("no trainer can run it")
    TOO_FEW = "too_few", _("too few people can come")
    MOVED = "moved", _("there will be another day instead")
    PLACE = "place", _("the place is not available")
    MISTAKE = "mistake", _("it was planned by mistake")
    # Given by what happens, never chosen.
    LEFT = "left", _("the trainer has left")


CHOSEN_REASONS = tuple(reason for reason in CancelReason if reason != CancelReason.LEFT)
DAY_MOVES = Moves({DayState.PLANNED: [DayState.HELD, DayState.CANCELLED]})


def trains_in(user: User, now: datetime) -> models.QuerySet[Appointment]:
    """The appointments by which `user` is a trainer now."""
    return Appointment.objects.current(now).filter(person=user, role=Role.TRAINER)


class PracticeDayQuerySet(models.QuerySet["PracticeDay"]):
    def run_by(self, user: User, now: datetime) -> Self:
        """Those of the programmes in which `user` is a trainer now: any of them may stand in for another."""
        return self.filter(programme__in=trains_in(user, now).values("programme"))

    def inviting(self, user: User) -> Self:
        """Those to which `user` is invited, or was."""
        return self.filter(pk__in=PracticePlace.objects.kept().filter(person=user).values("day"))

    def visible_to(self, user: User, now: datetime) -> Self:
        """The programme's trainers, and those who are invited."""
        own: Any = PracticePlace.objects.kept().filter(person=user).values("day")
        run: Any = PracticeDay.objects.run_by(user, now).values("pk")
        return self.filter(pk__in=own.union(run))

    def planned(self) -> Self:
        return self.filter(state=DayState.PLANNED)


class PracticeDay(Identified, InCalendars, AtWallTime):
    """One day on which people practise aloud. `local_date` and `local_start` are wall time in `zone`."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="practice_days")
    state = models.CharField(max_length=12, choices=DayState, default=DayState.PLANNED)
    how = models.CharField(_("how"), max_length=12, choices=How, default=How.TOGETHER)
    local_date = models.DateField(_("date"))
    local_start = models.TimeField(_("start"))
    zone = models.CharField(max_length=60, validators=[check_zone])
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=FIVE_HOURS,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    # An address or a room; of a day by video, how its link is sent.
    place = models.CharField(_("place"), max_length=200, blank=True, validators=[check_one_line])
    capacity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST_PLACES)]
    )
    cancel_reason = models.CharField(_("reason"), max_length=12, choices=CancelReason, blank=True)
    # Raised with every change: what a page showed is compared with it.
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    programme_id: UUID
    objects = PracticeDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(recorded_at__isnull=False, recorded_by__isnull=False),
                name="a_held_practice_day_is_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="a_cancelled_practice_day_says_why"
            ),
        ]
        indexes = [models.Index(fields=["state", "local_date"], name="practice_days_by_date")]

    def __str__(self) -> str:
        return f"practice day on {self.local_date:%d %b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("practice:day", args=[self.pk])


class DayTrainer(models.Model):
    """Somebody who runs a day. What they may open lasts as long as their role does."""

    day = models.ForeignKey(PracticeDay, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="days_run")

    person_id: UUID
    day_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="a_trainer_once_on_a_day")]

    def __str__(self) -> str:
        return f"{self.person} runs {self.day}"


class PracticePlaceQuerySet(models.QuerySet["PracticePlace"]):
    def kept(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at=None)

    def with_record(self) -> Any:
        """Each with `came`: what the last line about it says; None where nothing was recorded."""
        return self.annotate(came=_last("came"))

    def attended(self) -> Self:
        """Those whose last line says that the person was there. This is all that counts as a practice day."""
        return self.alias(came_last=_last("came")).filter(came_last=True)

    def adjustments_open_to(self, user: User, now: datetime) -> Self:
        """What people asked for, to whoever is named as a trainer of the day and is one of the programme now."""
        in_post = trains_in(user, now).filter(programme=OuterRef("day__programme"))
        running = DayTrainer.objects.filter(person=user).values("day")
        return self.kept().filter(Exists(in_post), day__in=running, asked_at__isnull=False)


def _last(field: str) -> Subquery:
    lines = PracticeRecord.objects.filter(place=OuterRef("pk")).order_by("-number")
    return Subquery(lines.values(field)[:1])


class PracticePlace(SealedRecord):
    """Somebody's invitation to a day, and their answer.

    Its words have the part `adjustments`: what would help them to take part. They are theirs until they send them
    (`asked_at`), then the trainers' of the day too, and destroyed four weeks after the day.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("is coming")
        NO = "no", _("is not coming")
        CANNOT = "cannot", _("cannot come on that day")

    day = models.ForeignKey(PracticeDay, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="practice_places")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    person_id: UUID
    day_id: UUID
    objects = PracticePlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "person"], name="invited_once_to_a_practice_day"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="a_practice_answer_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.day}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id


class Taken(models.TextChoices):
    """The parts that somebody takes on the day."""

    SPEAKER = "speaker", _("speaker")
    LISTENER = "listener", _("listener")
    OBSERVER = "observer", _("observer")
    FACILITATOR = "facilitator", _("facilitator")
    MEMBER = "member", _("group member")


def check_taken(keys: Any) -> None:
    if not isinstance(keys, list) or set(keys) - set(Taken.values):
        raise ValidationError("not a list of roles")


class PracticeRecord(Identified):
    """What a trainer recorded of one person on one day. No grade. Of several lines the last one counts."""

    class Question(models.TextChoices):
        SAID = "said", _("said it aloud")
        PRIVATE = "private", _("chose to rehearse it privately")
        LATER = "later", _("will say it later")

    class Reason(models.TextChoices):
        """Why a line was added to an earlier one. A list, for the same reason as `CancelReason`."""

        FIRST = "", _("recorded on the day")
        SLIP = "slip", _("a slip when it was recorded")
        SAYS_SO = "says_so", _("the person says so themselves")
        SINCE = "since", _("it has happened since")
        OTHER = "other", _("another reason")

    place = models.ForeignKey(PracticePlace, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveSmallIntegerField()
    came = models.BooleanField()
    question = models.CharField(max_length=12, choices=Question, blank=True)
    roles = models.JSONField(default=list, blank=True, validators=[check_taken])
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    place_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="lines_of_a_practice_record_are_numbered"),
            models.CheckConstraint(
                condition=Q(came=True) | Q(question=""), name="who_was_not_there_said_nothing_there"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_correction_of_practice_says_why"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} about {self.place}"

    @property
    def roles_named(self) -> list[str]:
        return [str(Taken(key).label) for key in self.roles]


class PracticeObjection(Identified):
    """ "This is not right": what somebody says of a line about them. It stays beside the line."""

    class What(models.TextChoices):
        WAS_THERE = "was_there", _("I was there")
        WAS_NOT_THERE = "was_not_there", _("I was not there")
        QUESTION = "question", _("What is noted about the plain question is not right")
        ROLES = "roles", _("The roles are not right")
        OTHER = "other", _("Something else: please talk to me")

    record = models.OneToOneField(PracticeRecord, on_delete=models.PROTECT, related_name="objection")
    what = models.CharField(max_length=16, choices=What)
    at = models.DateTimeField()

    record_id: UUID

    def __str__(self) -> str:
        return f"objection to {self.record}"


class PracticeRule(Identified):
    """Whether a programme asks for one kind of practice before it authorises. Of several of a kind the last counts."""

    class Kind(models.TextChoices):
        DAY = "day", _("a practice day")
        SHADOWING = "shadowing", _("shadowing, twice")
        OBSERVED = "observed", _("an observed practice")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="practice_rules")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField()
    asks = models.BooleanField()
    # Why not: the readiness board shows it to everybody who confirms.
    reason = models.CharField(max_length=200, blank=True, validators=[check_one_line])
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    programme_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "number"], name="practice_rules_are_numbered"),
            models.CheckConstraint(condition=Q(asks=True) | ~Q(reason=""), name="practice_not_asked_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {'asked' if self.asks else 'not asked'} in {self.programme}"


# What is asked for where nobody has said otherwise; why these, see docs/decisions/0024.
ASKED_FROM_THE_BEGINNING = frozenset({PracticeRule.Kind.DAY})
