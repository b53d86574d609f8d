"""Confidential text at rest, the copies kept when two devices disagree, and the trail of who opened what."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidential.sealing import Envelope
from foundation.models import Identified


class SealedText(Identified):
    """One text at rest: its parts as JSON, encrypted under a key of its own that a master key wraps.

    There is no attribute that holds the text. `confidential.services.open_sealed` is the only way to it.
    A frozen text may be wrapped again under another master key, or have its key destroyed; nothing else
    about it can change (database triggers).
    One that came from somebody without an account has no owner and is frozen: its record's programme has it, and it
    is never a draft (docs/decisions/0025).
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # What the text is bound to: the cipher refuses it under any other record, field or version.
    record_model = models.CharField(max_length=80)
    record_id = models.UUIDField()
    version = models.PositiveIntegerField(default=0)
    frozen = models.BooleanField(default=False)
    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()
    # Of the salted text, so that it proves a copy the owner kept and helps nobody to guess.
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    destroyed_because = models.CharField(max_length=200, blank=True)

    # As `confidential.services.text_of` found it; a text that was begun just now has neither.
    copies_kept = earlier_kept = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_model", "record_id"], name="one_sealed_text_per_record"),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | ~Q(destroyed_because=""), name="destroyed_text_says_why"
            ),
            models.CheckConstraint(condition=Q(owner__isnull=False) | Q(frozen=True), name="a_draft_has_an_owner"),
        ]

    def __str__(self) -> str:
        return f"sealed text of {self.record_model} {self.record_id}"

    @property
    def binding(self) -> bytes:
        """What the cipher authenticates beside the text: its record and its version."""
        return f"{self.record_model}|{self.record_id}|text|{self.version}".encode()

    @property
    def envelope(self) -> Envelope:
        return Envelope(self.key_id, bytes(self.wrapped_key), bytes(self.nonce), bytes(self.ciphertext))


class SealedRecord(Identified):
    """A row that has confidential words. They are reached only through `confidential.services`."""

    text = models.OneToOneField(SealedText, on_delete=models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        abstract = True

    @property
    def writer_id(self) -> UUID | None:
        """The key of the person whose words these are; None where that is somebody without an account."""
        raise NotImplementedError


class KeptCopy(SealedRecord):
    """What another tab or device sent when the text had already moved on: kept until the writer chooses."""

    original = models.ForeignKey(SealedText, on_delete=models.CASCADE, related_name="kept_copies")
    tab = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["original", "tab"], name="one_kept_copy_per_tab")]

    def __str__(self) -> str:
        return f"copy kept from another device at {self.kept_at:%Y-%m-%d %H:%M}"

    @property
    def writer_id(self) -> UUID | None:
        return self.original.owner_id


class EarlierWords(SealedRecord):
    """What stood in one part of a text before it was emptied: for its writer to bring back, for thirty days."""

    original = models.ForeignKey(SealedText, on_delete=models.CASCADE, related_name="earlier")
    part = models.CharField(max_length=40)
    kept_at = models.DateTimeField(db_index=True)

    original_id: UUID

    class Meta:
        verbose_name_plural = _("earlier words")

    def __str__(self) -> str:
        return f"what stood in a text until {self.kept_at:%Y-%m-%d %H:%M}"

    @property
    def writer_id(self) -> UUID | None:
        return self.original.owner_id


class AccessEntry(models.Model):
    """One line of the access trail: who did what to which record, when and why. Never any content."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    record_model = models.CharField(max_length=80)
    record_id = models.UUIDField()
    # Whose record it is: this is what "who has read my words" asks for. Nobody's, where its words have no owner.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    actor_id: UUID
    owner_id: UUID | None

    class Meta:
        verbose_name_plural = _("access entries")
        indexes = [
            models.Index(fields=["owner", "-at"], name="access_by_owner"),
            models.Index(fields=["record_model", "record_id", "-at"], name="access_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record_model} {self.record_id}"
