"""People enrol themselves, withdraw and come back: they have a date or none, and what they have done stays."""

from datetime import timedelta

import pytest

from courses.enrolment.models import Cohort, CohortPlace
from courses.enrolment.services import (
    CLOSED,
    NOT_OFFERED,
    change_cohort,
    come_back,
    enrol_in,
    plan_cohort,
    withdraw,
)
from courses.outline import current_outline
from courses.progress.models import StepCompletion
from foundation.exports import exports
from foundation.refusals import Refusal
from foundation.templatetags.holdfast import full_date
from people.models import Appointment, Role
from tests.courses.enrolment.making import a_cohort, a_plan, text_of
from tests.courses.world import complete
from tests.people import appoint
from tests.verbs import end_appointment

COURSE = "/courses/groups/"


def shown(client, url=COURSE):
    return text_of(client.get(url))


def test_somebody_enrols_from_the_page_of_the_course(cast, world, sign_in):
    cohort = a_cohort(cast)
    anna = sign_in(cast.anna)
    assert "You can enrol in Facilitating, Autumn." in shown(anna, "/me/")
    answer = anna.post(f"/cohorts/{cohort.pk}/enrol/")
    assert (answer.status_code, answer.url) == (302, f"{COURSE}#dates")
    assert [place.person for place in CohortPlace.objects.kept()] == [cast.anna]
    page = shown(anna)
    assert ("You are enrolled." in page, "0 of 6 steps done." in page) == (True, True)


def test_my_day_and_the_course_say_the_date_and_how_far_they_are(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna)
    complete(world, "reading", cast.anna, now)
    due = f"Please finish by {full_date(cohort.due_on)}. 1 of 6 steps done."
    assert [due in shown(sign_in(cast.anna), url) for url in ("/me/", COURSE)] == [True, True]
    assert "Please finish by" not in shown(sign_in(cast.ben), "/me/")


def test_after_the_date_it_is_said_kindly_and_the_course_is_open(cast, world, sign_in, now):
    a_cohort(cast, cast.anna, starts=-30, due=0)
    Cohort.objects.update(due_on=Cohort.objects.get().due_on - timedelta(days=1))
    page = shown(sign_in(cast.anna), "/me/")
    assert "and it stays open. Go on when you can." in page
    complete(world, "reading", cast.anna, now)
    assert StepCompletion.objects.count() == 1


def test_who_withdraws_keeps_all_and_comes_back(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna)
    complete(world, "reading", cast.anna, now)
    anna = sign_in(cast.anna)
    anna.post(f"/cohorts/{cohort.pk}/withdraw/")
    page = shown(anna)
    assert ("You have withdrawn." in page, "Please finish by" in page, "Come back" in page) == (True, False, True)
    assert "Dates of your courses" not in shown(anna, "/me/")
    anna.post(f"/cohorts/{cohort.pk}/back/")
    assert "1 of 6 steps done." in shown(anna)
    place = CohortPlace.objects.get()
    assert (place.withdrawn_at, place.returned_at is not None, place.enrolled_at) == (None, True, now)


def test_each_press_twice_is_once(cast, world, now):
    cohort = a_cohort(cast)
    for number, verb in enumerate((enrol_in, withdraw, come_back, enrol_in)):
        verb(cohort=cohort, person=cast.anna, now=now + number * timedelta(hours=1))
        before = CohortPlace.objects.values().get()
        verb(cohort=cohort, person=cast.anna, now=now + timedelta(days=1))
        assert CohortPlace.objects.values().get() == before


def test_who_never_enrolled_works_as_before(cast, world, sign_in, now):
    a_cohort(cast, cast.anna)
    complete(world, "reading", cast.ben, now)
    ben = sign_in(cast.ben)
    assert [ben.get(url).status_code for url in (COURSE, world.url("checking"))] == [200, 200]
    assert StepCompletion.objects.get().person == cast.ben


def test_it_is_for_facilitators_of_the_programme(cast, world, sign_in, now):
    cohort = a_cohort(cast)
    for person in (cast.olu, cast.sam, cast.cora):
        with pytest.raises(Refusal, match=str(NOT_OFFERED)[:30]):
            enrol_in(cohort=cohort, person=person, now=now)
        assert sign_in(person).post(f"/cohorts/{cohort.pk}/enrol/").status_code == 404
        assert "Autumn" not in shown(sign_in(person))
    assert CohortPlace.objects.count() == 0


def test_one_that_takes_nobody_new_keeps_those_who_are_in_it(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna)
    withdraw(cohort=cohort, person=cast.anna, now=now)
    change_cohort(cohort=cohort, plan=a_plan(cast, takes_people=False), by=cast.cora, now=now)
    with pytest.raises(Refusal, match=str(CLOSED)[:30]):
        enrol_in(cohort=cohort, person=cast.ben, now=now)
    assert ["Autumn" in shown(sign_in(person)) for person in (cast.anna, cast.ben)] == [True, False]
    come_back(cohort=cohort, person=cast.anna, now=now)
    assert CohortPlace.objects.kept().count() == 1


def test_nobody_has_two_dates_for_one_course(cast, world, sign_in, now):
    autumn, spring = a_cohort(cast, cast.anna), a_cohort(cast, name="Spring", due=200)
    with pytest.raises(Refusal, match="You are in “Autumn” already"):
        enrol_in(cohort=spring, person=cast.anna, now=now)
    assert "Spring" not in shown(sign_in(cast.anna))
    withdraw(cohort=autumn, person=cast.anna, now=now)
    enrol_in(cohort=spring, person=cast.anna, now=now)
    with pytest.raises(Refusal, match="You are in “Spring” already"):
        come_back(cohort=autumn, person=cast.anna, now=now)
    assert [place.cohort for place in CohortPlace.objects.kept()] == [spring]


def test_who_has_left_the_programme_has_no_date_and_cannot_come_back(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna)
    role = Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR, ends_at=None)
    end_appointment(appointment=role, now=now)
    assert "Please finish by" not in shown(sign_in(cast.anna))
    withdraw(cohort=cohort, person=cast.anna, now=now)
    with pytest.raises(Refusal, match="another programme"):
        come_back(cohort=cohort, person=cast.anna, now=now)


def test_a_date_left_with_a_programme_is_in_nobodys_way(cast, world, now):
    a_cohort(cast, cast.anna)
    [course] = current_outline().courses
    plan = a_plan(cast, name="Spring")
    spring = plan_cohort(programme=cast.dales, course=course, plan=plan, by=cast.odette, now=now)
    role = Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR, ends_at=None)
    end_appointment(appointment=role, now=now)
    appoint(cast.anna, Role.FACILITATOR, cast.dales, now)
    enrol_in(cohort=spring, person=cast.anna, now=now)
    assert CohortPlace.objects.in_programme(now).get().cohort == spring


def test_a_course_that_is_no_longer_published_has_no_dates(cast, world, sign_in):
    a_cohort(cast, cast.anna)
    world.course.unpublish()
    assert "Dates of your courses" not in shown(sign_in(cast.anna), "/me/")


def test_my_data_has_it(cast, world, now):
    cohort = a_cohort(cast, cast.anna)
    withdraw(cohort=cohort, person=cast.anna, now=now)
    [told] = dict(exports)["cohorts"](cast.anna, now)
    assert (told["course"], told["cohort"], told["due"]) == ("Facilitating", "Autumn", cohort.due_on.isoformat())
    assert (told["withdrawn"] is not None, told["came_back"]) == (True, None)
    assert dict(exports)["cohorts"](cast.ben, now) == []
