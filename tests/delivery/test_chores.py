"""What the worker does every so often: each chore in its turn, by one worker at a time, whatever else fails."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from delivery import chores
from delivery.chores import Chore, do_chores
from delivery.models import Turn

EVERY = timedelta(seconds=20)


@pytest.fixture
def done(monkeypatch):
    """The only chores there are: `first` fails after it began, `second` works."""
    begun = []

    def fails(now):
        begun.append("first")
        raise RuntimeError("secret words that must not be kept")

    only = chores.Registry("what these tests do every so often")
    only.register("test.first", Chore(EVERY, fails))
    only.register("test.second", Chore(EVERY, lambda now: begun.append("second")))
    monkeypatch.setattr(chores, "chores", only)
    return begun


def test_each_has_its_turn_though_one_of_them_fails(db, now, done):
    assert (do_chores(now), done) == (2, ["first", "second"])


def test_a_turn_comes_again_after_its_time_and_not_before(db, now, done):
    begun = [do_chores(now + after) for after in (timedelta(), EVERY / 2, EVERY, EVERY * 3)]
    assert begun == [2, 0, 2, 2]


def test_what_failed_is_told_by_its_class_alone(db, now, done, caplog):
    do_chores(now)
    assert caplog.messages == ["chore test.first failed: RuntimeError"]


def test_of_two_workers_one_does_it(at_once, now, done):
    assert sum(at_once(lambda: do_chores(now), lambda: do_chores(now))) == 2
    assert sorted(done) == ["first", "second"]


def test_what_a_worker_was_at_when_it_was_killed_comes_again_after_its_lease(db, now, done):
    assert (chores.take_turn("test.second", now), do_chores(now), done) == (True, 1, ["first"])
    do_chores(now + chores.LEASE)
    assert done == ["first", "first", "second"]


def test_one_that_is_brought_forward_is_done_at_the_next_round(db, now, done):
    Turn.objects.create(pk="test.second", next_at=now + timedelta(hours=6))
    chores.bring_forward("test.second", now)
    assert (do_chores(now), done) == (2, ["first", "second"])


def test_one_that_has_begun_is_not_begun_again(db, now, done):
    chores.take_turn("test.second", now)
    chores.bring_forward("test.second", now)
    assert (do_chores(now), done) == (1, ["first"])


def test_the_worker_does_them(db, done):
    call_command("deliver", "--once")
    assert done == ["first", "second"]


def test_looking_for_what_is_due_is_one_query(db, now, done, django_assert_num_queries):
    do_chores(now)
    with django_assert_num_queries(1):
        do_chores(now)
