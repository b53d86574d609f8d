"""Practice that somebody else was present at: a group that a person shadowed, and one in which they were observed.

A trainer or the person's supervisor records it. Neither has a mark or a total.
"""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from courses.practice.models import trains_in
from groups.models import PeerGroup
from people.models import Programme, SupervisionAssignment, User

# How often a group is shadowed before one facilitates.
TWICE = 2


def recorder(user: User, now: datetime) -> Q:
    """On a row with a person and a programme: `user` is a trainer of the programme, or supervises the person there."""
    trains = trains_in(user, now).filter(programme=OuterRef("programme"))
    supervises = SupervisionAssignment.objects.supervised_by(user, now).filter(
        facilitator=OuterRef("person"), programme=OuterRef("programme")
    )
    return Q(Exists(trains)) | Q(Exists(supervises))


class Attended(SealedRecord):
    """What both have: when and where. Without a group it was a rehearsal group."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, related_name="+")
    local_date = models.DateField(_("date"))
    # The group said yes, without whoever would sit in being there.
    group_agreed = models.BooleanField(default=False)

    person_id: UUID
    programme_id: UUID
    group_id: UUID | None

    class Meta:
        abstract = True

    @property
    def is_rehearsal(self) -> bool:
        return self.group_id is None


class ShadowingQuerySet(models.QuerySet["Shadowing"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own: the sheet is for nobody else."""
        return self.filter(person=user)


class Shadowing(Attended):
    """A person sat in on a group. Its words are their learning sheet, for nobody else."""

    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ShadowingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("recorded_by")), name="nobody_records_their_own_shadowing"),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(group_agreed=True), name="a_shadowed_group_has_agreed"
            ),
            models.UniqueConstraint(fields=["person", "local_date", "group"], name="a_group_is_shadowed_once_on_a_day"),
            models.UniqueConstraint(
                fields=["person", "local_date"], condition=Q(group__isnull=True), name="one_rehearsal_shadowed_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} shadowed on {self.local_date:%d %b %Y}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("practice:sheet", args=[self.pk])


class ObservedQuerySet(models.QuerySet["ObservedPractice"]):
    def of_observer(self, user: User, now: datetime) -> Self:
        """What `user` writes or wrote, as long as they train there or supervise the person."""
        return self.filter(recorder(user, now), observer=user)

    def shown_to(self, user: User) -> Self:
        return self.filter(person=user, shown_at__isnull=False)

    def visible_to(self, user: User, now: datetime) -> Self:
        """Its observer; the person once it is shown to them."""
        written: Any = ObservedPractice.objects.of_observer(user, now).values("pk")
        shown: Any = ObservedPractice.objects.shown_to(user).values("pk")
        return self.filter(pk__in=written.union(shown))


class ObservedPractice(Attended):
    """A person was observed. Its words are the observer's, in ten parts; frozen once they are shown to the person."""

    observer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    observer_id: UUID
    objects = ObservedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("observer")), name="nobody_observes_themselves"),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(group_agreed=True), name="an_observed_group_has_agreed"
            ),
            models.UniqueConstraint(
                fields=["person", "observer", "local_date", "group"], name="observed_once_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["person", "observer", "local_date"],
                condition=Q(group__isnull=True),
                name="observed_in_one_rehearsal_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} observed on {self.local_date:%d %b %Y}"

    @property
    def writer_id(self) -> UUID:
        return self.observer_id

    def get_absolute_url(self) -> str:
        return reverse("practice:observed", args=[self.pk])


class ObservedAnswerQuerySet(models.QuerySet["ObservedAnswer"]):
    def open_to(self, user: User, now: datetime) -> Self:
        """Once it is sent: to whoever observed, while they train there or supervise the person."""
        written = ObservedPractice.objects.of_observer(user, now).values("pk")
        return self.filter(observed__in=written, answered_at__isnull=False)


class ObservedAnswer(SealedRecord):
    """What the person says of it (the part `answer`): theirs until they send it, then the observer's to read too."""

    observed = models.OneToOneField(ObservedPractice, on_delete=models.PROTECT, related_name="reply")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    person_id: UUID
    observed_id: UUID
    objects = ObservedAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"answer to {self.observed}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id
