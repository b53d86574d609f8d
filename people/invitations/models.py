"""An invitation to a role in a programme, by e-mail. Its link is known to nobody but who has the mail."""

from datetime import datetime
from enum import Enum
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Appointment, Programme, Role, Specialty, User
from people.names import check_name


class Standing(Enum):
    """What has become of an invitation, with what a list calls it."""

    WAITING = _("waiting")
    EXPIRED = _("expired")
    ACCEPTED = _("accepted")
    WITHDRAWN = _("withdrawn")

    @property
    def label(self) -> str:
        return str(self.value)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """To the coordinators of its programme, and to its governance leads where it is to their role or a deputy's."""
        appointments = Appointment.objects.current(now).filter(person=user)
        coordinated, led = (
            Q(programme__in=appointments.filter(role=role).values("programme"))
            for role in (Role.COORDINATOR, Role.GOVERNANCE)
        )
        return self.filter(coordinated | led & Q(role__in=[Role.GOVERNANCE, Role.DEPUTY]))

    def open(self) -> Self:
        """Neither accepted nor withdrawn: waiting, or expired and still to be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(Identified):
    """Open until it is accepted or withdrawn. `digest` is all that is kept of the token in its link.

    Each sending has another token: the old one dies with its digest. `invited_by` is empty for the first people of a
    programme, who are invited by whoever runs the machine.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[check_name])
    role = models.CharField(_("role"), max_length=20, choices=Role)
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    sendings = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    programme_id: UUID
    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "email", "role"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_to_a_role",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_accepted_invitation_is_not_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="who_accepted_and_when_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.programme}"

    def standing(self, now: datetime) -> Standing:
        if self.accepted_at:
            return Standing.ACCEPTED
        if self.withdrawn_at:
            return Standing.WITHDRAWN
        return Standing.EXPIRED if self.expires_at <= now else Standing.WAITING
