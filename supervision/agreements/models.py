"""What supervisor and facilitator agreed before the first session."""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.models import Identified
from people.models import SupervisionAssignment, User

A_YEAR = timedelta(days=365)


class SupervisionAgreementQuerySet(models.QuerySet["SupervisionAgreement"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """The facilitator, also after the assignment has ended; the supervisor while it holds."""
        supervised = SupervisionAssignment.objects.current(now).filter(supervisor=user)
        return self.filter(Q(assignment__facilitator=user) | Q(assignment__in=supervised.values("pk")))


class Terms(models.Model):
    """What differs from pair to pair, in one version: offered by the supervisor, agreed by the facilitator."""

    class Contact(models.TextChoices):
        PHONE = "phone", _("by phone, in an emergency of the group at any time")
        MAIL = "mail", _("by email, answered within two working days")
        BOTH = "both", _("by phone for anything urgent, by email otherwise")

    weeks_between = models.PositiveSmallIntegerField(
        _("weeks between meetings"), default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes of a meeting"), default=60, validators=[MinValueValidator(15), MaxValueValidator(180)]
    )
    contact = models.CharField(_("contact between meetings"), max_length=8, choices=Contact, default=Contact.BOTH)
    # When the two look at it again. None in what was offered before there was such a day: a year after both agreed.
    review_on = models.DateField(_("when you look at this again"), null=True)
    # Which wording of the limits of confidentiality the two have seen (agreements/wording.py).
    wording = models.CharField(max_length=20)
    offered_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def review_day(self) -> date | None:
        if self.review_on or not self.acknowledged_at:
            return self.review_on
        return local_day(self.acknowledged_at) + A_YEAR


class SupervisionAgreement(Identified, Terms):
    """One for each assignment. The supervisor offers it; it stands once the facilitator acknowledges it.

    What the two change later is a revision: until both have agreed to it, what they agreed before holds.
    """

    assignment = models.OneToOneField(SupervisionAssignment, on_delete=models.PROTECT, related_name="agreement")
    # The last one that both agreed to.
    standing_revision = models.ForeignKey("AgreementRevision", on_delete=models.PROTECT, null=True, related_name="+")

    assignment_id: UUID
    objects = SupervisionAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("offered_at")),
                name="acknowledged_after_it_was_offered",
            ),
            models.CheckConstraint(
                condition=Q(standing_revision__isnull=True) | Q(acknowledged_at__isnull=False),
                name="only_what_stands_is_revised",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement: {self.assignment}"

    @property
    def terms(self) -> Terms:
        """What holds; of an agreement that nobody has agreed to yet, what is offered."""
        return self.standing_revision or self


class AgreementRevision(Identified, Terms):
    """Other terms for a standing agreement. It stays as it was agreed, as the agreement does."""

    agreement = models.ForeignKey(SupervisionAgreement, on_delete=models.PROTECT, related_name="revisions")
    # The agreement itself is the first.
    number = models.PositiveSmallIntegerField()

    agreement_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="revisions_are_numbered"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(acknowledged_at__isnull=True), name="one_open_revision"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("offered_at")),
                name="a_revision_is_acknowledged_after_its_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"
