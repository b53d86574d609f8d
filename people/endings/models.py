"""What ended, or is going to, with what was decided about it; and what each person concerned is told."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.endings.days import last_day
from people.models import Programme, User


class Event(models.TextChoices):
    ROLE_ENDS = "role_ends", _("a role ends")
    PERSON_LEAVES = "person_leaves", _("a person leaves the programme")
    SUPERVISOR_CHANGES = "supervisor_changes", _("supervision passes to another supervisor, or ends")
    LEAVE_BEGINS = "leave_begins", _("a supervisor's leave begins")
    LEAVE_CHANGES = "leave_changes", _("a supervisor's leave or its cover changes, or ends")
    PAIR_SPLITS = "pair_splits", _("a place in a pair ends")
    GROUP_ENDS = "group_ends", _("a group ends")


class EndingQuerySet(models.QuerySet["Ending"]):
    def ahead(self) -> Self:
        """Decided, and not carried out yet."""
        return self.filter(done_at=None, called_off_at=None)

    def of(self, event: Event, programme: Programme, subject_id: object) -> Self:
        return self.filter(event=event, programme=programme, subject_id=subject_id)


class Ending(Identified):
    """One event at one instant, which may lie ahead. `subject_id` is the row that ends, of the kind its event says.

    `choices` holds what was decided, by the name of what hangs on it: "supervision.meetings:<id>" -> "cancel".
    """

    event = models.CharField(max_length=20, choices=Event)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    # None for whoever runs the machine.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    choices = models.JSONField(default=dict)
    decided_at = models.DateTimeField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "programme", "subject_id"],
                condition=Q(done_at__isnull=True, called_off_at__isnull=True),
                name="one_ending_ahead",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(called_off_at__isnull=True), name="done_or_called_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}, {self.at:%d %b %Y}"

    @property
    def last_day(self) -> str:
        return last_day(self.at, self.programme)


class Told(Identified):
    """One sentence on somebody's My day about what ended, until they have seen it. `path` is where to go on."""

    ending = models.ForeignKey(Ending, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="told_of_endings")
    words = models.CharField(max_length=400)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    person_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ending", "person", "words"], name="told_once_of_each_thing")]
        indexes = [models.Index(fields=["person", "seen_at"], name="told_and_not_seen")]

    def __str__(self) -> str:
        return f"told {self.person}: {self.words}"
