"""Who read a module as it stands, and approved it. These rows outlive pages and revisions."""

import uuid
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from foundation.refusals import Moves
from people.models import User


class SignOffQuerySet(models.QuerySet["ClinicalSignOff"]):
    def of(self, module: uuid.UUID) -> Self:
        return self.filter(module_key=module)

    def waiting(self) -> Self:
        return self.filter(state=ClinicalSignOff.State.WAITING)

    def approved(self) -> Self:
        return self.filter(state=ClinicalSignOff.State.APPROVED)

    def reviews(self) -> Self:
        """Read by a clinical lead: not the spelling that another editor has looked at since."""
        return self.filter(kind=ClinicalSignOff.Kind.REVIEW)

    def newest_first(self) -> Self:
        return self.order_by("-decided_at", "-sent_at")


class ClinicalSignOff(Identified):
    """A module and the exact revisions of its steps, sent by an editor and read by somebody who did not write them.

    It certifies no clinical safety: it says who read these words, in which post, and when.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("read by a clinical lead")
        CORRECTION = "correction", _("spelling, read by another editor")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        SENT_BACK = "sent_back", _("sent back")
        REPLACED = "replaced", _("replaced by a newer one")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REVIEW)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    module_key = models.UUIDField(db_index=True)
    module_title = models.CharField(max_length=255)
    note = models.TextField(blank=True)
    # None for a review that an editor entered before sign-offs were kept.
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # As they were called on that day.
    name = models.CharField(max_length=160, blank=True)
    post = models.CharField(max_length=160, blank=True)
    reason = models.TextField(blank=True)

    decided_by_id: uuid.UUID | None
    sent_by_id: uuid.UUID | None
    objects = SignOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["module_key"], condition=Q(state="waiting"), name="one_sign_off_waits_for_each_module"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "replaced"]) | Q(decided_at__isnull=False),
                name="a_decided_sign_off_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_title}: {self.get_state_display()}"


MOVES = Moves(
    {
        ClinicalSignOff.State.WAITING: [
            ClinicalSignOff.State.APPROVED,
            ClinicalSignOff.State.SENT_BACK,
            ClinicalSignOff.State.REPLACED,
        ]
    }
)


class SignedPage(models.Model):
    """One page as it was read: its lines, their digest, and the revision that holds it. The module itself is first."""

    sign_off = models.ForeignKey(ClinicalSignOff, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField()
    page_key = models.UUIDField()
    title = models.CharField(max_length=255)
    # Purging revisions takes nothing away from here.
    revision_id = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    lines = models.JSONField()
    # What the reader said about it.
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["sign_off", "page_key"], name="one_signed_page_for_each_page")]

    def __str__(self) -> str:
        return self.title


Covered = frozenset[tuple[uuid.UUID, str]]


def covered_by(sign_offs: Iterable[ClinicalSignOff]) -> Covered:
    """(page, digest) of each page of these. One query."""
    rows = SignedPage.objects.filter(sign_off__in=[sign_off.pk for sign_off in sign_offs])
    return frozenset(rows.values_list("page_key", "digest"))


def in_force(module: uuid.UUID) -> list[ClinicalSignOff]:
    """The newest review of a module, and the corrections of its spelling since, newest first. One query."""
    found: list[ClinicalSignOff] = []
    for sign_off in ClinicalSignOff.objects.of(module).approved().newest_first():
        found.append(sign_off)
        if sign_off.kind == ClinicalSignOff.Kind.REVIEW:
            return found
    return []
