"""What supervisor and facilitator agreed before the first session."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import SupervisionAssignment, User


class SupervisionAgreementQuerySet(models.QuerySet["SupervisionAgreement"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """The facilitator, also after the assignment has ended; the supervisor while it holds."""
        supervised = SupervisionAssignment.objects.current(now).filter(supervisor=user)
        return self.filter(Q(assignment__facilitator=user) | Q(assignment__in=supervised.values("pk")))


class SupervisionAgreement(Identified):
    """One for each assignment. The supervisor offers it; it stands once the facilitator acknowledges it."""

    class Contact(models.TextChoices):
        PHONE = "phone", _("by phone, in an emergency of the group at any time")
        MAIL = "mail", _("by email, answered within two working days")
        BOTH = "both", _("by phone for anything urgent, by email otherwise")

    assignment = models.OneToOneField(SupervisionAssignment, on_delete=models.PROTECT, related_name="agreement")
    weeks_between = models.PositiveSmallIntegerField(
        _("weeks between meetings"), default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes of a meeting"), default=60, validators=[MinValueValidator(15), MaxValueValidator(180)]
    )
    contact = models.CharField(_("contact between meetings"), max_length=8, choices=Contact, default=Contact.BOTH)
    # Which wording of the limits of confidentiality the two have seen (agreements/wording.py).
    wording = models.CharField(max_length=20)
    offered_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    assignment_id: UUID
    objects = SupervisionAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("offered_at")),
                name="acknowledged_after_it_was_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement: {self.assignment}"

    @property
    def stands(self) -> bool:
        return self.acknowledged_at is not None
