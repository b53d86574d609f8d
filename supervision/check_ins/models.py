""" "Please check in with me": no concern and no alarm. It goes to the supervisor alone, and goes no further."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Programme, SupervisionAssignment, User, seats_of


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def received_by(self, user: User, now: datetime) -> Self:
        """Asked of `user`, or of the supervisor for whom they stand in, while that supervision holds."""
        supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(
            supervisor=OuterRef("supervisor"), facilitator=OuterRef("person"), programme=OuterRef("programme")
        )
        return self.filter(Exists(supervising), supervisor__in=seats_of(user, now))

    def waiting(self) -> Self:
        return self.filter(answered_at=None)


class CheckIn(Identified):
    """No words belong to it: what there is to say is said when the two speak."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="check_ins")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="check_ins_asked")
    # None while nobody supervises the person: it waits for whoever does next.
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="check_ins_received")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    person_id: UUID
    supervisor_id: UUID | None
    programme_id: UUID
    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "supervisor", "programme"],
                condition=Q(answered_at__isnull=True),
                name="one_check_in_waits",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_check_in_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"check-in asked on {self.asked_at:%d %b %Y}"
