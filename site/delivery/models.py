"""The outbox: one row for each thing that must happen after a commit."""

from datetime import datetime
from enum import Enum
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified

# What the kind of a mail begins with.
MAILS = "mail:"
# And of what a reminder told: nothing to do, only known (`delivery.reminders`).
TOLD = "told:"


class Lane(Enum):
    """What waits for a mail server never holds up what does not, and the other way round."""

    MAIL = "mail"
    REST = "rest"


class EffectQuerySet(models.QuerySet["Effect"]):
    def due(self, now: datetime) -> Self:
        """Waiting, its time has come, and no worker holds it."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, state=Effect.State.PENDING, next_at__lte=now)

    def of(self, lane: "Lane | None") -> Self:
        """Those of one lane; of all where there is none."""
        mails = Q(kind__startswith=MAILS)
        return self if lane is None else self.filter(mails if lane is Lane.MAIL else ~mails)


class Effect(Identified):
    """Written in the business transaction, delivered by a worker that polls. Ids, an address: no text, no traceback."""

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        DONE = "done", _("done")
        DEAD = "dead", _("given up")
        # The mail server will not take it, however often it is asked: a person finds the right address.
        REFUSED = "refused", _("refused")
        # Until a person lets it go; never taken by the worker.
        ON_HOLD = "held", _("held")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField()
    # Where a mail goes whatever its recipient's address is by then; empty: to the one that they have then.
    address = models.EmailField(blank=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="effects_due")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class Letter(Identified):
    """A mail to one person that some library wrote, until it has left. Ours are Notices, which hold no text."""

    address = models.EmailField()
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letter of {self.created_at:%-d %b %Y}"


class Turn(models.Model):
    """When a chore may next be begun, by whichever worker comes first (`delivery.chores`)."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} from {self.next_at:%H:%M:%S}"


# The packages' tables stand on nothing here, and belong to this app.
from delivery.calendar.models import CalendarAddress  # noqa: E402
from delivery.reminders.models import ReminderSettings  # noqa: E402

__all__ = ["MAILS", "TOLD", "CalendarAddress", "Effect", "EffectQuerySet", "Lane", "Letter", "ReminderSettings", "Turn"]
