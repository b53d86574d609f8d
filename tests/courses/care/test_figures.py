"""How a cohort got on is told of ten people or more, once and for good, and never so that one of them shows."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.care.figures import FEW, LEAST, NEARLY_ALL, figures_of, rules, shown_part
from courses.care.models import CohortFigures
from courses.care.services import make_figures
from courses.content_entries import fixed_id
from courses.outline import current_outline
from courses.progress.models import CheckAnswer, Enrolment, StepCompletion
from tests.courses.world import answer, complete
from tests.people import make_person

BEGAN = datetime(2026, 2, 3, 12, tzinfo=UTC)
LATER = datetime(2026, 7, 2, 12, tzinfo=UTC)
RIGHT, WRONG = {"options": [fixed_id("structure")]}, {"options": [fixed_id("solutions")]}


def cohort(world, people, *, wrong_first=0, began=BEGAN, names="Learner"):
    """So many begin the course; each reads the first step, and answers the question of the second."""
    made = [make_person(f"{names}{number} Smith") for number in range(people)]
    for number, person in enumerate(made):
        complete(world, "reading", person, began)
        if number < wrong_first:
            answer(world, "checking", "check", person, WRONG, began)
        answer(world, "checking", "check", person, RIGHT, began)
        complete(world, "checking", person, began + timedelta(minutes=6))
    return made


def step(slug="checking"):
    (figures,) = CohortFigures.objects.values_list("steps", flat=True)
    return next(each for each in figures if each["title"] == slug.capitalize())


def test_of_many_people_each_figure_is_rounded_or_a_word(world):
    cohort(world, 24, wrong_first=11)
    assert make_figures(LATER) == 1
    found = step()
    (question,) = found["questions"]
    assert (found["begun"], found["finished"], found["said"], found["taken"]) == (NEARLY_ALL, NEARLY_ALL, 4, 6)
    assert (question["people"], question["right_at_first"], question["tries"]) == (25, 15, 1)
    assert [option["people"] for option in question["options"]] == [10, 15, FEW]


def test_nine_people_have_no_figures_and_are_counted_with_those_who_follow(world):
    cohort(world, 9)
    assert make_figures(LATER) == 0
    cohort(world, 1, began=LATER, names="Tenth")
    assert make_figures(LATER + timedelta(days=190)) == 1
    assert CohortFigures.objects.get().last_month.isoformat() == "2026-09-01"


def test_those_who_began_last_have_a_whole_quarter_first(world):
    cohort(world, 10)
    assert make_figures(datetime(2026, 6, 30, 12, tzinfo=UTC)) == 0
    assert make_figures(datetime(2026, 7, 1, 12, tzinfo=UTC)) == 1


def test_what_was_written_stays_whatever_people_do_later(world):
    people = cohort(world, 12, wrong_first=2)
    make_figures(LATER)
    before = list(CohortFigures.objects.values())
    StepCompletion.objects.filter(person=people[0]).update(completed_at=LATER)
    CheckAnswer.objects.filter(person=people[1]).update(attempts=9)
    assert make_figures(LATER + timedelta(days=1)) == 0
    assert list(CohortFigures.objects.values()) == before


def test_no_two_cohorts_share_a_person(world):
    cohort(world, 10)
    make_figures(LATER)
    cohort(world, 10, began=LATER, names="Later")
    assert make_figures(LATER + timedelta(days=190)) == 1
    assert list(CohortFigures.objects.order_by("first_day").values_list("first_day__month", "people")) == [
        (1, 10),
        (7, 10),
    ]


def test_the_first_choice_is_kept_when_a_later_one_is_right(cast, world, now):
    answer(world, "checking", "check", cast.anna, WRONG, now)
    kept = answer(world, "checking", "check", cast.anna, RIGHT, now)
    assert (kept.first_chosen, kept.chosen, kept.attempts) == (WRONG, RIGHT, 2)


def test_a_part_is_a_number_only_where_neither_side_is_a_few():
    @given(whole=st.integers(0, 200), part=st.integers(0, 200))
    def try_it(whole, part):
        part = min(part, whole)
        shown = shown_part(part, whole, rules())
        if isinstance(shown, int):
            assert min(part, whole - part) >= LEAST
            assert shown % rules().round_to == 0
        # Any other number of people on the same side of the limit is told alike.
        elif shown == FEW:
            assert all(shown_part(other, whole, rules()) == FEW for other in range(min(LEAST, whole + 1)))
        elif shown is None:
            assert whole < LEAST

    try_it()


def test_the_reports_show_them_to_editors(cast, world, sign_in):
    cohort(world, 20, wrong_first=10)
    make_figures(LATER)
    editor = sign_in(cast.eddie)
    page = BeautifulSoup(editor.get(reverse("care_questions")).content, "html.parser")
    (row,) = page.select("table.listing tbody tr")
    assert [cell.get_text() for cell in row.select("td")] == [
        "January 2026 to March 2026",
        "Checking",
        "What is the main job?",
        "about 20",
        "about 10",
        "2",
        "To solve: about 10; To hold a structure: about 10; To judge: few",
    ]
    assert "Reading" in editor.get(reverse("care_progress"), {"export": "csv"}).content.decode()


def test_before_there_are_any_the_page_says_when_there_will_be(cast, world, sign_in):
    told = sign_in(cast.eddie).get(reverse("care_progress")).content.decode()
    assert "There are none before ten people have begun and that time has passed." in told


def test_one_cohort_or_many_ask_the_same(cast, world, sign_in):
    course, editor = current_outline().courses[0], sign_in(cast.eddie)

    def asked():
        editor.get(reverse("care_progress"))
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("care_progress"))
        return len(queries)

    def more(number):
        day = BEGAN.date().replace(year=2000 + number)
        CohortFigures.objects.create(
            course_key=course.key,
            course_title=course.title,
            first_day=day,
            last_month=day,
            people=10,
            steps=figures_of(course, set()),
            made_at=BEGAN,
        )

    more(0)
    once = asked()
    for number in range(1, 30):
        more(number)
    assert asked() == once


@pytest.mark.django_db
def test_without_a_course_nothing_is_made():
    assert (make_figures(LATER), Enrolment.objects.count()) == (0, 0)
