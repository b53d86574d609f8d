"""Moments from groups, made up, to talk about: "what would you say?" """

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.cases.themes import Theme
from foundation.models import Identified

LONGEST_MOMENT, LONGEST_NOTE = 900, 300


class CaseMoment(Identified):
    """One paragraph that ends where somebody has to say something. Nobody in it is real; that is its editors' to keep.

    `themes` are one to three names of Theme, in its order.
    """

    moment = models.TextField(
        _("moment"),
        max_length=LONGEST_MOMENT,
        help_text=_(
            "One paragraph, made of many moments and of no real one. It ends where a facilitator has to say something."
        ),
    )
    listen_for = models.TextField(
        _("what to listen for"),
        max_length=LONGEST_NOTE,
        help_text=_(
            "For the person who leads the talk, and for learners once they have said their own answer: what a good one "
            "might hold. There is more than one."
        ),
    )
    themes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("moment")
        verbose_name_plural = _("moments")
        ordering = ["moment", "pk"]

    def __str__(self) -> str:
        return " ".join(self.moment.split()[:8]) + "…"

    @property
    def theme_labels(self) -> list[str | Promise]:
        return [theme.label for theme in Theme if theme in self.themes]

    @property
    def about(self) -> str:
        """Its themes on one line, for a list."""
        return ", ".join(str(label) for label in self.theme_labels)
