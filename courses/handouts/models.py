"""Handouts: what facilitators print and keep beside them. The file itself is django-filer's, in private storage."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from filer.models import File

from foundation.models import Identified


class HandoutQuerySet(models.QuerySet["Handout"]):
    def standing(self) -> Self:
        """Those that have not been removed."""
        return self.filter(removed_at=None).select_related("file")


class Handout(Identified):
    """A file for learners, with what it is for. Whoever may open a step that shows it may have it (`queries`)."""

    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(
        _("what it is for"), max_length=240, help_text=_("One sentence. Learners read it beside the title.")
    )
    # None while the worker has not drawn it yet, and again once the handout is removed.
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, editable=False, related_name="handout")
    # The file in content/handouts/ that it is drawn from; empty from the day an editor puts another file in its place.
    source = models.CharField(max_length=40, blank=True, editable=False)
    # What it was last drawn from, as a digest: words, numbers and layout.
    drawn_from = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), editable=False)
    # The row stays, so that loading the content again does not bring back what an editor took away.
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("handout")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
