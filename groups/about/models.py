"""What was changed about a group: one line for each fact, with what it was before. Added to and never changed."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from groups.about.columns import LONGEST_AGREEMENT
from groups.models import PeerGroup
from people.models import User


class What(models.TextChoices):
    """The columns of a group that people change. Not its state, which moves."""

    CODE_NAME = "code_name", _("Code name")
    SPECIALTY = "specialty", _("Specialty")
    RHYTHM = "rhythm", _("When it meets")
    PLATFORM = "platform", _("Where it meets")
    CAPACITY = "capacity", _("Places for people who come")
    EXPECTED = "expected", _("People who usually come")
    AGREEMENT = "agreement", _("The group agreement")
    MADE = "agreement_made_on", _("Agreement made")
    RESTATED = "agreement_restated_on", _("Agreement last restated")
    LAST_SUPERVISION = "last_supervision_on", _("Last supervision")
    WORD = "word_for_participants", _("A word for those who come")
    HANDED_OVER = "handed_over", _("What is handed over, and who gets it")


DAYS = (What.MADE, What.RESTATED, What.LAST_SUPERVISION)
TEXTS = (What.AGREEMENT, What.WORD)
# A code name is how people find the group; who it is for is the programme's to say.
COORDINATORS_ALONE = (What.CODE_NAME, What.SPECIALTY)
OF_ITS_END = (What.LAST_SUPERVISION, What.WORD, What.HANDED_OVER)


class GroupChange(Identified):
    """`before` and `after` as they are stored: a day as 2026-11-30, a specialty by its name, nothing as nothing."""

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=24, choices=What)
    before = models.TextField(max_length=LONGEST_AGREEMENT, blank=True)
    after = models.TextField(max_length=LONGEST_AGREEMENT, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    group_id: UUID

    class Meta:
        indexes = [models.Index(fields=["group", "at"], name="changes_of_a_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_what_display()} on {self.at:%d %b %Y}"
