"""Somebody offers to stand in at a session; and what is decided where nobody does."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from groups.models import GroupSession
from people.models import User


class OfferQuerySet(models.QuerySet["StandInOffer"]):
    def open(self) -> Self:
        """Not decided, for a session that is still planned for the time for which it was made."""
        same_time = Q(for_date=F("session__local_date"), for_start=F("session__local_start"))
        return self.filter(same_time, accepted=None, session__state=GroupSession.State.PLANNED)


class StandInOffer(Identified):
    """One for each person and session. Taken back, it is gone; moved to another time, the session asks anew."""

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stand_in_offers")
    for_date = models.DateField()
    for_start = models.TimeField()
    offered_at = models.DateTimeField()
    # None until one of the pair has decided.
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    session_id: UUID
    person_id: UUID
    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_offer_for_a_session")]

    def __str__(self) -> str:
        return f"{self.person} offers to stand in at {self.session}"


class WhyAlone(models.TextChoices):
    """Why one of the pair holds a session alone. Nothing of the other's health."""

    SHORT_NOTICE = "short_notice", _("my co-facilitator cannot come, and nobody could stand in")
    ROTA = "rota", _("my co-facilitator was not released from work")
    FREE_PLACE = "free_place", _("the other place in the pair is free")
    OTHER = "other", _("another reason")


class AloneDecision(Identified):
    """One of the pair holds this session alone, and has made sure that the person on call can be reached."""

    session = models.OneToOneField(GroupSession, on_delete=models.CASCADE, related_name="alone")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=WhyAlone)
    # That somebody was reachable is kept; who it was is not.
    on_call_reached = models.BooleanField(default=False)
    at = models.DateTimeField()

    session_id: UUID

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(on_call_reached=True), name="nobody_is_alone_without_somebody_on_call")
        ]

    def __str__(self) -> str:
        return f"{self.person} alone at {self.session}"
