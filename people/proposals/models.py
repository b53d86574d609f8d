"""A supervisor proposed for a facilitator, and what the two declared. Supervision begins once both see no conflict."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Appointment, Programme, Role, User


class Answer(models.TextChoices):
    """What one of the two says. Which relation it is, is not asked: see `SupervisionProposal`."""

    NO_CONFLICT = "no_conflict", _("None of these apply")
    CONFLICT = "conflict", _("One of these applies")
    DIFFERENT = "different", _("I prefer a different supervisor")


class ProposalQuerySet(models.QuerySet["SupervisionProposal"]):
    def open(self) -> Self:
        return self.filter(state=SupervisionProposal.State.OPEN)

    def coordinated_by(self, user: User, now: datetime) -> Self:
        coordinated = Appointment.objects.current(now).filter(
            person=user, role=Role.COORDINATOR, programme=OuterRef("programme")
        )
        return self.filter(Exists(coordinated))

    def between(self, user: User) -> Self:
        """Those in which `user` is one of the two who declare."""
        return self.filter(Q(facilitator=user) | Q(supervisor=user))

    def waiting_for(self, user: User) -> Self:
        return self.open().filter(Q(facilitator=user, facilitator_answer="") | Q(supervisor=user, supervisor_answer=""))


class SupervisionProposal(Identified):
    """`facilitator_answer` and `supervisor_answer` are empty until each has declared.

    A conflict is kept as a fact without its kind. The coordinator has to find another supervisor in any case and needs
    no reason for that; the kind would say that two people are a couple, or that one is the other's patient.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting for answers")
        BEGUN = "begun", _("supervision has begun")
        DECLINED = "declined", _("a different supervisor is needed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="proposals")
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals_to_supervise")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    facilitator_answer = models.CharField(max_length=12, choices=Answer, blank=True)
    facilitator_answered_at = models.DateTimeField(null=True)
    supervisor_answer = models.CharField(max_length=12, choices=Answer, blank=True)
    supervisor_answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # What is to become of whatever hangs on the supervision before it (people/endings).
    choices = models.JSONField(default=dict)

    programme_id: UUID
    facilitator_id: UUID
    supervisor_id: UUID
    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(facilitator=F("supervisor")), name="nobody_is_proposed_to_supervise_themselves"
            ),
            models.UniqueConstraint(
                fields=["facilitator", "programme"], condition=Q(state="open"), name="one_open_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(state="begun") | Q(facilitator_answer="no_conflict", supervisor_answer="no_conflict"),
                name="supervision_begins_when_both_see_no_conflict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} to supervise {self.facilitator}"

    def side_of(self, user: User) -> str:
        """ "facilitator" or "supervisor". Raises ValueError for anybody else."""
        sides = {self.facilitator_id: "facilitator", self.supervisor_id: "supervisor"}
        if user.pk not in sides:
            raise ValueError("this proposal is between two other people")
        return sides[user.pk]

    def answer_of(self, user: User) -> str:
        answer: str = getattr(self, f"{self.side_of(user)}_answer")
        return answer
