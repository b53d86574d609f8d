"""What a programme asks of supervision: how meetings count, and how much of it."""

from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Programme, User
from supervision.hours.counting import FULL, Asked, Span

MOST_MINUTES = 600
# As an agreement may say at most.
MOST_WEEKS = 12
MOST_SESSIONS = 20
MOST_GRACE = 60


class EnoughRule(Identified):
    """What is enough supervision in a programme: how it counts, how much, and how often. Of several the last counts.

    `rule` is a key of `counting.RULES`. No choices in the table: an old version stays what it was.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enough_rules")
    number = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=20, default=FULL)
    minutes = models.PositiveSmallIntegerField(
        _("minutes of supervision in a month"), default=0, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    span = models.CharField(_("looked at"), max_length=12, choices=Span, default=Span.MONTH)
    weeks = models.PositiveSmallIntegerField(
        _("weeks between meetings"), default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)]
    )
    sessions = models.PositiveSmallIntegerField(
        _("sessions between meetings"), default=4, validators=[MaxValueValidator(MOST_SESSIONS)]
    )
    grace = models.PositiveSmallIntegerField(
        _("days until it is overdue"), default=14, validators=[MaxValueValidator(MOST_GRACE)]
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    programme_id: UUID

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="enough_rules_are_numbered")]

    def __str__(self) -> str:
        return f"{self.rule} in {self.programme}"

    @property
    def asked(self) -> Asked:
        return Asked(self.rule, self.minutes, self.span, self.weeks, self.sessions, self.grace)
