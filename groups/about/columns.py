"""What is said of a group, as columns of the group itself. `about/models.py` keeps what was changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_AGREEMENT = 1500


class SaidOfAGroup(models.Model):
    rhythm = models.CharField(_("when it meets"), max_length=80, blank=True)
    platform = models.CharField(_("platform"), max_length=60, blank=True)
    # Numbers of people, who are named nowhere; and what they agreed among themselves.
    capacity = models.PositiveSmallIntegerField(_("places for people who come"), default=10)
    expected = models.PositiveSmallIntegerField(_("people who usually come"), null=True, blank=True)
    agreement = models.TextField(_("the group agreement"), max_length=LONGEST_AGREEMENT, blank=True)
    agreement_made_on = models.DateField(_("agreement made"), null=True, blank=True)
    agreement_restated_on = models.DateField(_("agreement restated"), null=True, blank=True)
    # How its end goes, once that is announced.
    last_supervision_on = models.DateField(_("last supervision"), null=True, blank=True)
    word_for_participants = models.TextField(_("a word for those who come"), max_length=LONGEST_AGREEMENT, blank=True)
    handed_over = models.CharField(_("what is handed over, and who gets it"), max_length=200, blank=True)

    class Meta:
        abstract = True
