"""What participants say twice, and by which key their two answers are linked."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from impact.models import OfAQuarter
from people.models import Programme


class Wave(models.TextChoices):
    FIRST = "first", _("Before or at my first session")
    LATER = "later", _("After six sessions or more, or after half a year")


class WaveAnswer(OfAQuarter):
    """What somebody said at one of the two times. Nobody reads one: others read figures of many.

    `answers` is {item key: 0 to 10}. `digests` are those of their code (`codes.digests_of`), and empty where somebody
    gave none: then it is counted, and linked to nothing. It is never changed, and deleted when its owner asks.
    """

    wave = models.CharField(max_length=6, choices=Wave)
    answers = models.JSONField(default=dict)
    digests = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="a_wave_answer_is_of_a_quarter"),
        ]
        indexes = [models.Index(fields=["programme", "year", "number"], name="waves_by_quarter")]

    def __str__(self) -> str:
        return f"a participant's numbers, {self.year} quarter {self.number}"


class LinkingKey(Identified):
    """By what the codes of a programme are digested. Sealed under the master keys (`keys.py`)."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    sealed = models.CharField(max_length=400)

    programme_id: UUID

    def __str__(self) -> str:
        return f"linking key of {self.programme}"
