"""A programme offers a course with a start and a due date, and its people enrol themselves.

Dates are all that it adds: every lesson is open to everybody who is signed in, enrolled or not.
"""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.lines import check_one_line
from foundation.models import Identified
from people.models import Appointment, Programme, Role, User

A_DAY = timedelta(days=1)
LONGEST_NAME = 100
MAY_RUN = (Role.COORDINATOR, Role.TRAINER)


def appointed(user: User, roles: tuple[Role, ...], now: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.current(now).filter(person=user, role__in=roles)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def run_by(self, user: User, now: datetime) -> Self:
        """Those of the programmes in which `user` coordinates or trains now."""
        return self.filter(programme__in=appointed(user, MAY_RUN, now).values("programme"))

    def offered_to(self, user: User, now: datetime) -> Self:
        """Those of the programmes in which `user` is a facilitator now, authorised or still learning."""
        return self.filter(programme__in=appointed(user, (Role.FACILITATOR,), now).values("programme"))


class Cohort(Identified):
    """Some people of a programme who take a course between two days. Both are days in the programme's zone."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    course_key = models.UUIDField()
    course_title = models.CharField(max_length=255)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[check_one_line])
    starts_on = models.DateField(_("start"))
    # The last day of it.
    due_on = models.DateField(_("due"))
    # Whether anybody new may still enrol.
    takes_people = models.BooleanField(default=True)

    programme_id: UUID
    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "course_key", "name"], name="a_cohort_is_named_once"),
            models.CheckConstraint(condition=Q(due_on__gt=F("starts_on")), name="a_cohort_is_due_after_its_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("enrolment:cohort", args=[self.pk])

    def today(self, now: datetime) -> date:
        return local_day(now, self.programme.zone)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may enrol now; the `programme` loaded."""
        return self.takes_people and self.today(now) <= self.due_on

    def is_past(self, now: datetime) -> bool:
        return self.today(now) > self.due_on


class CohortPlaceQuerySet(models.QuerySet["CohortPlace"]):
    def kept(self) -> Self:
        """Those of people who have not withdrawn."""
        return self.filter(withdrawn_at=None)

    def in_programme(self, now: datetime) -> Self:
        """Those of people who are facilitators of the programme now: who has left is in no list, and not reminded."""
        in_post = Appointment.objects.current(now).filter(
            person=OuterRef("person"), programme=OuterRef("cohort__programme"), role=Role.FACILITATOR
        )
        return self.filter(Exists(in_post))

    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Who runs the cohort sees them on its page."""
        return self.filter(person=user)


class CohortPlace(Identified):
    """Somebody enrolled themselves. They may withdraw and come back: nothing that they did is touched by either."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cohort_places")
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    # The last time.
    returned_at = models.DateTimeField(null=True)

    person_id: UUID
    cohort_id: UUID
    objects = CohortPlaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "cohort"], name="once_in_a_cohort")]

    def __str__(self) -> str:
        return f"{self.person} in {self.cohort}"
