"""A person's week: when they could facilitate, on their own clock, and for how long what they said holds."""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from foundation.walltime import check_zone
from groups.availability.week import DIGITS, Local, from_digits
from people.models import Appointment, Role, User

# Rotas change: after so long it is asked again, and shown as old until then.
HOLDS_FOR = timedelta(weeks=16)


def check_week(digits: str) -> None:
    try:
        from_digits(digits)
    except ValueError:
        raise ValidationError(_("This is not a week.")) from None


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """One's own, and those of the facilitators of the programmes that `user` coordinates. Nobody else's."""
        coordinated = Appointment.objects.current(now).filter(person=user, role=Role.COORDINATOR).values("programme")
        facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme__in=coordinated)
        return self.filter(Q(person=user) | Q(person__in=facilitators.values("person")))


class Availability(Identified):
    """One week for a person, whatever programmes they are in. Wall time in `zone`, never UTC."""

    class Grade(models.TextChoices):
        FOUNDATION = "foundation", _("foundation")
        CORE = "core", _("core training, or specialty training years 1 to 3")
        HIGHER = "higher", _("higher training, or specialty training from year 4")
        OTHER = "other", _("another grade")

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="availability")
    zone = models.CharField(_("time zone"), max_length=60, validators=[check_zone])
    week = models.CharField(max_length=DIGITS, validators=[check_week])
    not_before = models.DateField(_("not before"), null=True)
    not_after = models.DateField(_("not after"), null=True)
    # A pair of two grades sees more. Nobody has to say.
    grade = models.CharField(_("grade"), max_length=12, choices=Grade, blank=True)
    said_at = models.DateTimeField()
    valid_until = models.DateField()

    person_id: UUID
    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(not_before__isnull=True) | Q(not_after__isnull=True) | Q(not_after__gte=F("not_before")),
                name="available_from_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"week of {self.person_id}, said {self.said_at:%-d %b %Y}"

    @property
    def halves(self) -> int:
        return from_digits(self.week)

    @property
    def local(self) -> Local:
        return Local(self.halves, self.zone)

    def is_old(self, today: date) -> bool:
        """Said so long ago that it is asked again."""
        return self.valid_until < today

    def holds_on(self, day: date) -> bool:
        """Whether `day` is neither before the first day nor after the last that they gave."""
        return not (self.not_before and day < self.not_before) and not (self.not_after and day > self.not_after)
