"""What participants say, by programme and quarter alone; and what a programme's page for them says."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.lines import check_one_line
from foundation.models import Identified
from foundation.suppression import Quarter
from impact.items import Lonely
from people.models import Programme, User


class OfAQuarter(Identified):
    """Something that was said in a programme in a quarter: no time finer than that is kept.

    Its key is random, and nothing counts upwards: rows have no order that would say who answered before whom.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    programme_id: UUID

    class Meta:
        abstract = True

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class ParticipantWord(OfAQuarter):
    """What somebody said after a session. Nobody reads one: others read figures of many. Insert-only.

    `answers` is {item key: 0 to 10}; an item that was left out is not in it. Nothing says who, where, in which group
    or on which day.
    """

    answers = models.JSONField(default=dict)
    lonely = models.CharField(max_length=12, choices=Lonely, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="a_word_is_of_a_quarter"),
        ]
        indexes = [models.Index(fields=["programme", "year", "number"], name="words_by_quarter")]

    def __str__(self) -> str:
        return f"a participant's word, {self.year} quarter {self.number}"


class ParticipantPageQuerySet(models.QuerySet["ParticipantPage"]):
    def of(self, programme: Programme) -> Self:
        """Every version, the newest first."""
        return self.filter(programme=programme).order_by("-number")


class ParticipantPage(Identified):
    """One version of what the page for participants says of its programme. The newest one counts. Insert-only."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="participant_pages")
    number = models.PositiveSmallIntegerField()
    reached_by = models.CharField(
        _("how participants reach the programme"), max_length=160, blank=True, validators=[check_one_line]
    )
    asks_lonely = models.BooleanField(_("ask the national question about loneliness too"), default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    programme_id: UUID
    objects = ParticipantPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_participant_page_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="participant_pages_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"page for participants of {self.programme}, {self.written_at:%d %b %Y}"
