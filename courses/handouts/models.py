"""Handouts: what facilitators print and keep beside them. The files are django-filer's, in private storage."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from filer.models import File

from foundation.models import Identified
from people.models import User


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
    # Of the file that is there now: the first is 1. Nobody put it there where the worker drew it.
    version = models.PositiveIntegerField(default=0, editable=False)
    put_at = models.DateTimeField(null=True, editable=False)
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    # What is different from the version before it, in a line that learners read.
    note = models.CharField(max_length=160, blank=True, editable=False)
    # The row stays, so that loading the content again does not bring back what an editor took away.
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("handout")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class HandoutVersion(Identified):
    """A file that a handout had before the present one. Editors can look at it; learners get the present one alone."""

    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="earlier")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="earlier_handout")
    version = models.PositiveIntegerField()
    put_at = models.DateTimeField(null=True)
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["handout", "version"], name="a_handout_has_each_version_once")]

    def __str__(self) -> str:
        return f"{self.handout} {self.version}"


class SavedQuerySet(models.QuerySet["SavedHandout"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Nobody else sees who saved what."""
        return self.filter(person=user)


class SavedHandout(models.Model):
    """The newest version of a handout that somebody has saved, so that they can be told of a newer one."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    handout_id: UUID
    objects = SavedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "handout"], name="a_handout_is_saved_once")]

    def __str__(self) -> str:
        return f"{self.person} saved {self.handout}"
