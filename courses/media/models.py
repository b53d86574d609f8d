"""Recordings: sound and film of our own, in private storage, with what is said in them as words."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.media.captions import read_captions
from foundation.models import Identified
from foundation.storage import PrivateFiles

FOLDER = "recordings"


class Recording(Identified):
    """A file to be heard or watched. Whoever may open a step that shows it may have it (`permissions`)."""

    class Kind(models.TextChoices):
        AUDIO = "audio", _("Audio")
        VIDEO = "video", _("Video")

    title = models.CharField(_("title"), max_length=120, help_text=_("Learners read it above the player."))
    file = models.FileField(_("file"), storage=PrivateFiles(FOLDER), editable=False)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, editable=False)
    mime = models.CharField(max_length=20, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    seconds = models.PositiveIntegerField(_("length"), editable=False)
    # In points; nought for a sound.
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    # SHA-256 of the file, by which a browser knows that the part it asks for belongs to the part that it has.
    digest = models.CharField(max_length=64, editable=False)
    captions = models.TextField(_("captions"), blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    changed_at = models.DateTimeField(_("last changed"), editable=False)

    class Meta:
        verbose_name = _("recording")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def needs_captions(self) -> bool:
        return self.kind == self.Kind.VIDEO

    def read_out(self) -> Iterator[tuple[str, str]]:
        """What a clinical lead approves of it beside its title: (name of the place, in English; words)."""
        yield "File", self.digest
        if self.captions:
            yield "Captions", "\n".join(cue.words for cue in read_captions(self.captions))
        yield "Transcript", self.transcript
