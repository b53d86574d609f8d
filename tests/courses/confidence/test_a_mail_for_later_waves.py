"""Three months and a year after the training a mail says that questions wait: once each, in words that say no more."""

from datetime import timedelta

import pytest

from courses.confidence.reminding import waves_due
from courses.confidence.services import skip_items
from courses.progress.models import ModuleCompletion
from delivery.mail import notices
from delivery.models import Effect
from delivery.reminders.rules import Due
from delivery.reminders.services import choose_reminders, remind
from people.models import Appointment, Role
from tests.courses.confidence.answering import all_at, finish_what_gates, give
from tests.courses.rounds import ask_again
from tests.people import appoint, make_person

WEEK = timedelta(weeks=1)


@pytest.fixture
def finished(world, cast, now):
    """Anna answered before, and has finished what she needs."""
    give(cast.anna, "before", all_at(3), now)
    finish_what_gates(world, cast.anna, now)


def ended(person, weeks_ago, now):
    ModuleCompletion.objects.filter(person=person).update(completed_at=now - weeks_ago * WEEK)


def due(now, *people):
    return list(waves_due(now, [person.pk for person in people] if people else None))


@pytest.mark.parametrize(
    ("weeks", "moment"),
    [(1, ""), (12, ""), (13, "month_3"), (20, "month_3"), (21, ""), (52, "month_12"), (59, "month_12"), (60, "")],
)
def test_a_wave_is_due_while_its_questions_are_open(finished, cast, now, weeks, moment):
    ended(cast.anna, weeks, now)
    expected = [Due(cast.anna.pk, cast.anna.pk, moment)] if moment else []
    assert (due(now), due(now, cast.anna), due(now, cast.ben)) == (expected, expected, [])


def test_it_is_told_once_and_the_later_one_again(finished, cast, now):
    for weeks, told in ((13, ["month_3"]), (14, ["month_3"]), (52, ["month_12", "month_3"])):
        ended(cast.anna, weeks, now)
        remind(now.replace(hour=10) + timedelta(days=weeks))
        rows = Effect.objects.filter(kind="told:confidence_due", recipient=cast.anna)
        assert sorted(row.key.rpartition(":")[2] for row in rows) == told


def test_whoever_turned_it_off_gets_none(finished, cast, now):
    ended(cast.anna, 13, now)
    choose_reminders(person=cast.anna, earliest=8, latest=20, off=["confidence_due"])
    remind(now.replace(hour=10))
    assert not Effect.objects.filter(kind="told:confidence_due").exists()


@pytest.mark.parametrize("settle", [lambda who, now: give(who, "month_3", all_at(5), now), None])
def test_whoever_answered_or_skipped_is_left_alone(finished, cast, now, settle):
    ended(cast.anna, 13, now)
    if settle:
        settle(cast.anna, now)
    else:
        skip_items(person=cast.anna, moment="month_3", now=now)
    assert due(now) == []


def test_without_answers_before_there_is_nothing_to_lay_beside(world, cast, now):
    finish_what_gates(world, cast.anna, now)
    ended(cast.anna, 13, now)
    assert due(now) == []


def test_who_must_do_part_of_it_again_is_not_asked(finished, world, cast, now):
    ended(cast.anna, 13, now)
    ask_again(world.steps["checking"])
    assert due(now) == []


def test_who_no_longer_facilitates_is_not_asked(finished, cast, now):
    ended(cast.anna, 13, now)
    Appointment.objects.filter(person=cast.anna, role=Role.FACILITATOR).update(ends_at=now - WEEK)
    assert due(now) == []


def test_the_mail_says_no_more_than_that_questions_wait():
    notice = notices["confidence_due"]
    assert (str(notice.subject), str(notice.sentence), notice.page) == (
        "Some questions are waiting for you",
        "Some questions are waiting for you. You may skip them.",
        "confidence:answers",
    )


def test_thirty_people_take_as_many_queries_as_one(world, cast, now, django_assert_max_num_queries):
    people = [make_person(f"P{number} Zed") for number in range(30)]
    for person in people:
        appoint(person, Role.FACILITATOR, cast.thames, now - 90 * WEEK)
        give(person, "before", all_at(3), now)
        finish_what_gates(world, person, now)
        ended(person, 13, now)
    due(now)
    for some in (people[:1], people):
        with django_assert_max_num_queries(4):
            assert len(due(now, *some)) == len(some)
