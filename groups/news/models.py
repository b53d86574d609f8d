"""What one of a pair did to a session that another has not seen yet."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from groups.models import GroupSession
from people.models import User


class SessionNews(Identified):
    """What one of the pair did to a session that another has not seen yet. It goes once they have."""

    class Kind(models.TextChoices):
        CREDITED = "credited", _("recorded with you")
        UNCREDITED = "uncredited", _("recorded without you")
        PLANNED = "planned", _("planned")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")
        PRESENCE = "presence", _("who was there")
        SERIES = "series", _("planned ahead")
        AWAY = "away", _("cannot come")
        COMES = "comes", _("can come after all")
        OFFERED = "offered", _("offers to stand in")
        ACCEPTED = "accepted", _("a stand-in was accepted")
        SETTLED = "settled", _("no longer needed")

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="news")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="session_news")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # When it was before it was moved.
    was_date = models.DateField(null=True)
    was_start = models.TimeField(null=True)

    person_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "kind"], name="told_once_of_a_kind_of_news")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_kind_display()}, for {self.person}"

    @property
    def leads_on(self) -> bool:
        """Whether there is more to see on the session's page: who is left out may no longer see it."""
        return self.kind not in (self.Kind.CANCELLED, self.Kind.UNCREDITED, self.Kind.SERIES, self.Kind.SETTLED)
