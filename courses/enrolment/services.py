"""Plan a cohort, change it; enrol in it, withdraw, come back. None of it touches what somebody has done in a course."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enrolment import permissions
from courses.enrolment.models import Cohort, CohortPlace
from courses.outline import OutlineCourse
from delivery.mail import notify
from foundation.days import local_day
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from foundation.seen import CHANGED_MEANWHILE, NOT_ASKED, unseen
from people.models import Programme, User
from people.services import lock_person

# A day further away than this is a slip of the keyboard.
FURTHEST = timedelta(days=2 * 366)
CHANGED = "cohort_changed"
NOT_YOURS = gettext_lazy("Only a coordinator or trainer of this programme can do that. Ask one of them.")
NOT_OFFERED = gettext_lazy("This is offered to facilitators of another programme. Your courses are open all the same.")
CLOSED = gettext_lazy(
    "This cohort is closed to new people. You can still do the course. For a due date, ask your coordinator."
)


@dataclass(frozen=True)
class CohortPlan:
    """What a coordinator or trainer decides about a cohort."""

    name: str
    starts_on: date
    due_on: date
    takes_people: bool = True

    @classmethod
    def of(cls, cohort: Cohort) -> "CohortPlan":
        return cls(cohort.name, cohort.starts_on, cohort.due_on, cohort.takes_people)

    @property
    def facts(self) -> tuple[str, str, str, bool]:
        """What a page shows of it (`foundation.seen`)."""
        return self.name, self.starts_on.isoformat(), self.due_on.isoformat(), self.takes_people


@transaction.atomic
def plan_cohort(*, programme: Programme, course: OutlineCourse, plan: CohortPlan, by: User, now: datetime) -> Cohort:
    """Offer a course to the facilitators of a programme. The same plan twice, by two presses, is one cohort."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    _refuse_stranger(by, programme, now)
    cohort = Cohort(programme=programme, course_key=course.key, course_title=course.title)
    _take(cohort, plan, now)
    standing = _named_alike(cohort)
    if standing and CohortPlan.of(standing) == CohortPlan.of(cohort):
        return standing
    _refuse_second(standing)
    cohort.save(force_insert=True)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, plan: CohortPlan, by: User, shown: str = NOT_ASKED, now: datetime) -> Cohort:
    """Other dates, another name, or nobody new. Whoever is in it is told of other dates. The same again is once.

    `shown` is the mark of what the page showed. Raises Refusal where somebody else has changed it since.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=cohort.programme_id)
    _refuse_stranger(by, programme, now)
    found = Cohort.objects.select_for_update(of=("self",)).select_related("programme").get(pk=cohort.pk)
    before = CohortPlan.of(found)
    _take(found, plan, now)
    if CohortPlan.of(found) == before:
        return found
    if unseen(shown, *before.facts):
        raise Refusal(CHANGED_MEANWHILE)
    _refuse_second(_named_alike(found))
    found.save(update_fields=["name", "starts_on", "due_on", "takes_people"])
    if (before.starts_on, before.due_on) != (found.starts_on, found.due_on):
        _tell_of_dates(found, now)
    return found


def _take(cohort: Cohort, plan: CohortPlan, now: datetime) -> None:
    """Put the plan into the row. Raises Refusal where it cannot be."""
    cohort.name = line_or_refusal(plan.name)
    cohort.starts_on, cohort.due_on, cohort.takes_people = plan.starts_on, plan.due_on, plan.takes_people
    today = local_day(now, cohort.programme.zone)
    if not cohort.name:
        raise Refusal(_("Write a name, so that people can tell one cohort from another."))
    if plan.due_on <= plan.starts_on:
        raise Refusal(_("Choose a due date after the start."))
    if max(abs(today - plan.starts_on), abs(today - plan.due_on)) > FURTHEST:
        raise Refusal(_("A date is more than two years away. Check the year."))


def _named_alike(cohort: Cohort) -> Cohort | None:
    others = Cohort.objects.filter(programme=cohort.programme, course_key=cohort.course_key, name=cohort.name)
    return others.exclude(pk=cohort.pk).first()


def _refuse_second(other: Cohort | None) -> None:
    if other:
        raise Refusal(_("There is a cohort of this course with that name already. Choose another name."))


def _refuse_stranger(by: User, programme: Programme, now: datetime) -> None:
    if not permissions.runs(by, programme, now):
        raise Refusal(NOT_YOURS)


def _tell_of_dates(cohort: Cohort, now: datetime) -> None:
    places = CohortPlace.objects.kept().in_programme(now).filter(cohort=cohort, person__is_active=True)
    for place in places.select_related("person").order_by("person"):
        notify(place.person, CHANGED, about=cohort.pk, now=now, once=now.isoformat())


@transaction.atomic
def enrol_in(*, cohort: Cohort, person: User, now: datetime) -> CohortPlace:
    """Somebody enrols themselves. Twice is once; who had withdrawn comes back.

    Raises Refusal for who is not a facilitator of the programme, who is in another cohort of the course, and where
    nobody new is taken.
    """
    lock_person(person)
    found = Cohort.objects.select_for_update(of=("self",), no_key=True).select_related("programme").get(pk=cohort.pk)
    place = CohortPlace.objects.filter(cohort=found, person=person).first()
    if place:
        return _come_back(place, found, person, now)
    if not permissions.may_enrol(person, found.programme, now):
        raise Refusal(NOT_OFFERED)
    if not found.is_open(now):
        raise Refusal(CLOSED)
    _refuse_two(found, person, now)
    return CohortPlace.objects.create(cohort=found, person=person, enrolled_at=now)


@transaction.atomic
def withdraw(*, cohort: Cohort, person: User, now: datetime) -> None:
    """They have no due date any more, and are not reminded. What they have done stays. Twice is once."""
    lock_person(person)
    CohortPlace.objects.kept().filter(cohort=cohort, person=person).update(withdrawn_at=now)


@transaction.atomic
def come_back(*, cohort: Cohort, person: User, now: datetime) -> None:
    """Who had withdrawn is in it again, also where nobody new is taken. Twice is once. Raises Refusal."""
    lock_person(person)
    place = CohortPlace.objects.filter(cohort=cohort, person=person).first()
    if place:
        _come_back(place, cohort, person, now)


def _come_back(place: CohortPlace, cohort: Cohort, person: User, now: datetime) -> CohortPlace:
    if place.withdrawn_at is None:
        return place
    if not permissions.may_enrol(person, cohort.programme, now):
        raise Refusal(NOT_OFFERED)
    _refuse_two(cohort, person, now)
    place.withdrawn_at, place.returned_at = None, now
    place.save(update_fields=["withdrawn_at", "returned_at"])
    return place


def _refuse_two(cohort: Cohort, person: User, now: datetime) -> None:
    """One due date for a course: in two cohorts of it, nobody would know which counts. One that they left with its
    programme counts no more."""
    others = CohortPlace.objects.kept().in_programme(now).filter(person=person, cohort__course_key=cohort.course_key)
    other = others.exclude(cohort=cohort).select_related("cohort").first()
    if other:
        raise Refusal(
            _("You are in “%(name)s” already. Withdraw from it first: what you have done stays.")
            % {"name": other.cohort.name}
        )
