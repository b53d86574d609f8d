"""Within two weeks of the due date whoever is enrolled and not through is reminded, once for each date."""

from courses.enrolment.models import Cohort
from courses.enrolment.queries import courses_due, how_far
from courses.enrolment.services import change_cohort, withdraw
from courses.outline import current_outline
from courses.progress.models import ModuleCompletion, StepCompletion
from courses.progress.queries import counted_steps, finished_by
from people.models import Appointment, Role
from tests.courses.enrolment.making import A_DAY, a_cohort, a_plan
from tests.verbs import end_appointment


def reminded(now, *people):
    found = courses_due(now, [person.pk for person in people] if people else None)
    return [(due.person, due.occasion) for due in found]


def finish(person, now):
    """Every step that counts, of every module."""
    for module in current_outline().modules():
        for step in counted_steps(module):
            StepCompletion.objects.create(step_id=step.key, person=person, content_version=1, completed_at=now)
        ModuleCompletion.objects.create(
            module_key=module.key, module_title=module.title, person=person, completed_at=now
        )


def test_from_two_weeks_before_to_the_day_itself(cast, world, now):
    cohort = a_cohort(cast, cast.anna, due=30)
    days = [day for day in range(40) if reminded(now + day * A_DAY)]
    assert days == list(range(16, 31))
    assert reminded(now + 20 * A_DAY) == [(cast.anna.pk, cohort.due_on.isoformat())]
    assert reminded(now + 20 * A_DAY, cast.ben) == []


def test_not_before_it_has_begun(cast, world, now):
    a_cohort(cast, cast.anna, starts=5, due=10)
    assert [bool(reminded(now + day * A_DAY)) for day in (0, 4, 5)] == [False, False, True]


def test_another_date_is_another_reminder(cast, world, now):
    cohort = a_cohort(cast, cast.anna, due=7)
    change_cohort(cohort=cohort, plan=a_plan(cast, due=9), by=cast.cora, now=now)
    assert reminded(now) == [(cast.anna.pk, Cohort.objects.get().due_on.isoformat())]


def test_whoever_is_done_is_not_reminded(cast, world, now):
    a_cohort(cast, cast.anna, cast.ben, due=7)
    finish(cast.anna, now)
    [course] = current_outline().courses
    far = how_far(course, finished_by([cast.anna.pk])[cast.anna.pk])
    assert (far.done, far.total, far.complete) == (6, 6, True)
    assert [person for person, _ in reminded(now)] == [cast.ben.pk]


def test_nor_is_who_has_withdrawn_or_left_the_programme(cast, world, now):
    cohort = a_cohort(cast, cast.anna, cast.ben, cast.farah, due=7)
    withdraw(cohort=cohort, person=cast.anna, now=now)
    role = Appointment.objects.get(person=cast.ben, role=Role.FACILITATOR, ends_at=None)
    end_appointment(appointment=role, now=now)
    assert [person for person, _ in reminded(now)] == [cast.farah.pk]
