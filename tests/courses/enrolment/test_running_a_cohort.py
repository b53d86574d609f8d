"""Coordinators and trainers plan cohorts, change them, and see who is in one and how many steps each has done."""

from datetime import timedelta

import pytest

from courses.content_entries import fixed_id
from courses.enrolment.models import Cohort
from courses.enrolment.services import change_cohort, plan_cohort, withdraw
from courses.outline import current_outline
from delivery.models import Effect
from foundation.days import local_day
from foundation.refusals import Refusal
from people.models import Appointment, Role
from tests.certificates.making import newcomer
from tests.courses.enrolment.making import A_DAY, a_cohort, a_plan, text_of
from tests.courses.world import answer, complete, write
from tests.verbs import end_appointment


def page_of(client, cohort, query=""):
    return text_of(client.get(f"/cohorts/{cohort.pk}/{query}"))


def form(cast, *, starts=-7, due=30, **facts):
    today = local_day(cast.now)
    days = {"starts_on": today + starts * A_DAY, "due_on": today + due * A_DAY}
    return {name: day.isoformat() for name, day in days.items()} | {"name": "Autumn", "takes_people": "on"} | facts


@pytest.mark.parametrize("name", ["cora", "tess"])
def test_a_coordinator_or_a_trainer_plans_one(cast, world, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert "Cohorts: dates by which people take a course" in text_of(client.get("/courses/"))
    sent = form(cast, course=str(world.course.translation_key))
    answer = client.post("/cohorts/plan/", sent)
    cohort = Cohort.objects.get()
    assert (answer.status_code, answer.url) == (302, cohort.get_absolute_url())
    assert (cohort.programme, cohort.course_title, cohort.takes_people) == (cast.thames, "Facilitating", True)
    assert client.post("/cohorts/plan/", sent).status_code == 302
    assert Cohort.objects.count() == 1
    assert "Autumn" in text_of(client.get("/cohorts/"))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": " "}, "Write a name."),
        ({"due": -7}, "Choose a due date after the start."),
        ({"due": 800}, "A date is more than two years away."),
        ({"due": 31}, "There is a cohort of this course with that name already."),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(cast, world, sign_in, facts, said):
    a_cohort(cast)
    sent = form(cast, course=str(world.course.translation_key), **facts)
    answer = sign_in(cast.cora).post("/cohorts/plan/", sent)
    assert (answer.status_code, said in text_of(answer), Cohort.objects.count()) == (422, True, 1)


def test_others_may_not(cast, world):
    [course] = current_outline().courses
    cohort = a_cohort(cast)
    for person in (cast.anna, cast.sam, cast.odette, cast.gwen):
        with pytest.raises(Refusal, match="Only a coordinator or trainer"):
            plan_cohort(programme=cast.thames, course=course, plan=a_plan(cast), by=person, now=cast.now)
        with pytest.raises(Refusal, match="Only a coordinator or trainer"):
            change_cohort(cohort=cohort, plan=a_plan(cast, due=60), by=person, now=cast.now)


def test_it_shows_how_many_steps_each_has_done_and_no_answer(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna, cast.ben, cast.farah)
    complete(world, "reading", cast.anna, now)
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("solutions")]}, now)
    write(world, "reflecting", "reflection", cast.anna, "a word of hers alone", now)
    withdraw(cohort=cohort, person=cast.farah, now=now)
    page = page_of(sign_in(cast.tess), cohort)
    said = ("Anna Okoye 1 of 6 steps done", "Ben Walsh 0 of 6 steps done", "Farah Aziz Withdrew on")
    assert [words in page for words in said] == [True, True, True]
    for hidden in ("To solve", "a word of hers alone", "Who listened well", "Olu"):
        assert hidden not in page


def test_one_is_found_by_name(cast, world, sign_in):
    cohort = a_cohort(cast, cast.anna, cast.ben)
    cora = sign_in(cast.cora)
    assert ["Walsh" in page_of(cora, cohort, query) for query in ("?q=okoye", "?q=WALSH")] == [False, True]
    assert "No one in this cohort has this in their name." in page_of(cora, cohort, "?q=stella")


def test_it_is_paged(cast, world, sign_in):
    people = [newcomer(cast, f"P{number:02} Zed") for number in range(31)]
    cohort = a_cohort(cast, *people)
    cora = sign_in(cast.cora)
    shown = [page_of(cora, cohort, query).count(" steps done") for query in ("", "?page=2")]
    assert shown == [30, 1]


def test_who_has_left_the_programme_is_not_in_it(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna)
    role = Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR, ends_at=None)
    end_appointment(appointment=role, now=now - timedelta(minutes=1))
    assert "Okoye" not in page_of(sign_in(cast.cora), cohort)


def test_other_dates_are_told_to_those_who_are_in_it_once(cast, world, sign_in, now):
    cohort = a_cohort(cast, cast.anna, cast.ben)
    withdraw(cohort=cohort, person=cast.ben, now=now)
    for plan in (a_plan(cast, name="Winter"), a_plan(cast, due=60), a_plan(cast, due=60)):
        change_cohort(cohort=cohort, plan=plan, by=cast.tess, now=now)
    told = Effect.objects.filter(kind="mail:cohort_changed")
    assert [effect.recipient for effect in told] == [cast.anna]


def test_dates_that_go_back_are_told_as_well(cast, world, now):
    cohort = a_cohort(cast, cast.anna)
    for number, due in enumerate((60, 30, 60)):
        later = now + number * timedelta(hours=1)
        change_cohort(cohort=cohort, plan=a_plan(cast, due=due), by=cast.cora, now=later)
    assert Effect.objects.filter(kind="mail:cohort_changed", recipient=cast.anna).count() == 3


def test_of_two_who_change_it_the_second_reads_the_first(cast, world, sign_in):
    cohort = a_cohort(cast)
    url = f"/cohorts/{cohort.pk}/change/"
    cora, tess = sign_in(cast.cora), sign_in(cast.tess)
    seen = tess.get(url).context["seen"]
    sent = form(cast, due=60, name="Winter")
    assert cora.post(url, sent | {"seen": cora.get(url).context["seen"]}).status_code == 302
    second = tess.post(url, form(cast, name="Spring") | {"seen": seen})
    page = text_of(second)
    assert (second.status_code, "Someone else has changed this while you had the page open." in page) == (422, True)
    assert ("Winter, Facilitating." in page, 'value="Spring"' in second.content.decode()) == (True, True)
    again = tess.post(url, form(cast, name="Spring") | {"seen": second.context["seen"]})
    assert (again.status_code, Cohort.objects.get().name) == (302, "Spring")
