"""An effect is written with the fact that causes it and delivered by a worker that may be killed at any point."""

import threading
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils import timezone

from delivery import services
from delivery.management.commands.deliver import LaneThread
from delivery.models import Effect, Lane
from delivery.services import deliver_due, enqueue, handlers

ABOUT = uuid.UUID("00000000-0000-4000-8000-000000000001")
delivered: list[uuid.UUID] = []


class Down(Exception):
    """What a mail server says in these tests."""


@pytest.fixture(autouse=True)
def kinds():
    delivered.clear()
    handlers._answers["test.works"] = lambda effect, now: delivered.append(effect.object_id)

    def fails(effect, now):
        raise Down("secret words that must not be kept")

    handlers._answers["test.fails"] = fails
    yield
    del handlers._answers["test.works"], handlers._answers["test.fails"]


def write(now, kind="test.works", key="k"):
    enqueue(kind=kind, object_id=ABOUT, key=key, now=now)


def test_what_is_due_is_delivered_once(db, now):
    write(now)
    assert (deliver_due(now), deliver_due(now), delivered) == (1, 0, [ABOUT])


def test_the_same_key_twice_is_one_effect(db, now):
    write(now)
    write(now)
    assert Effect.objects.count() == 1


def test_a_fact_that_is_rolled_back_takes_its_effect_along(db, now):
    with pytest.raises(Down), transaction.atomic():
        write(now)
        raise Down
    assert Effect.objects.count() == 0


@pytest.mark.parametrize("ends", [None, services.NeverAgain, Down, "held"])
def test_an_effect_whose_row_goes_while_it_is_delivered_harms_nothing(db, now, monkeypatch, ends):
    """A database is put back under a worker that runs."""

    def goes(effect, now):
        Effect.objects.all().delete()
        if ends not in (None, "held"):
            raise ends
        return True

    monkeypatch.setitem(handlers._answers, "test.works", goes)
    if ends == "held":
        monkeypatch.setitem(services.reasons_to_wait._answers, "test", goes)
    write(now)
    assert (deliver_due(now), Effect.objects.count()) == (1, 0)
    monkeypatch.undo()
    write(now)
    assert (deliver_due(now), delivered) == (1, [ABOUT])


def test_a_failure_is_put_off_and_keeps_the_class_of_the_error_alone(db, now):
    write(now, "test.fails")
    deliver_due(now)
    effect = Effect.objects.get()
    assert (effect.state, effect.attempts, effect.last_error, effect.next_at - now) == (
        "pending",
        1,
        "Down",
        services.FIRST_WAIT,
    )


def test_waits_double_up_to_six_hours(db, now):
    write(now, "test.fails")
    waits = []
    for _ in range(services.MOST_ATTEMPTS - 1):
        due = Effect.objects.get().next_at
        deliver_due(due)
        waits.append(int((Effect.objects.get().next_at - due).total_seconds() // 60))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 11]
    assert timedelta(minutes=sum(waits)) > timedelta(days=3)


def given_up(now) -> Effect:
    write(now, "test.fails")
    Effect.objects.update(attempts=services.MOST_ATTEMPTS - 1)
    deliver_due(now)
    return Effect.objects.get()


def test_after_the_last_attempt_it_is_given_up_and_left_for_a_person_to_see(db, now):
    assert given_up(now).state == "dead"


def test_what_was_given_up_is_taken_up_again_with_all_its_attempts(db, now):
    effect = given_up(now)
    handlers._answers["test.fails"] = handlers["test.works"]
    call_command("deliver", "--again", stdout=StringIO())
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == ("pending", 0)
    assert (deliver_due(timezone.now()), delivered) == (1, [ABOUT])


def test_the_worker_waits_for_a_database_that_is_away(transactional_db, now, monkeypatch):
    def away(now, most, lane):
        raise OperationalError("the database system is shutting down")

    lane = LaneThread(Lane.REST, threading.Event())
    write(now)
    with monkeypatch.context() as patched:
        patched.setattr("delivery.management.commands.deliver.deliver_due", away)
        assert lane.deliver_one() is False
    assert (lane.deliver_one(), delivered) == (True, [ABOUT])


def test_what_another_worker_holds_is_left_to_it(db, now):
    write(now)
    assert services.lease_next(now) == Effect.objects.get().pk
    assert (services.lease_next(now), deliver_due(now)) == (None, 0)


def test_each_lane_takes_what_is_its_own_and_without_one_all_is_taken(db, now):
    write(now)
    write(now, "mail:something_waiting", key="m")
    mail, other = Effect.objects.get(key="m"), Effect.objects.get(key="k")
    assert (services.lease_next(now, Lane.MAIL), services.lease_next(now, Lane.MAIL)) == (mail.pk, None)
    assert (services.lease_next(now, Lane.REST), services.lease_next(now, Lane.REST)) == (other.pk, None)
    Effect.objects.update(lease_until=None)
    assert {services.lease_next(now), services.lease_next(now)} == {mail.pk, other.pk}


def test_two_workers_never_take_the_same_effect(at_once, now):
    for number in range(8):
        write(now, key=str(number))
    taken = at_once(*[lambda: [services.lease_next(now) for _ in range(8)]] * 2)
    ids = [effect_id for worker in taken for effect_id in worker if effect_id]
    assert sorted(ids) == sorted(Effect.objects.values_list("pk", flat=True))


def test_what_a_killed_worker_held_is_taken_up_when_its_lease_ends(db, now):
    write(now)
    services.lease_next(now)
    assert deliver_due(now + services.LEASE + timedelta(seconds=1)) == 1
    assert delivered == [ABOUT]


def test_an_effect_whose_handler_is_missing_waits(db, now):
    write(now, "test.nobody_knows")
    deliver_due(now)
    assert (Effect.objects.get().state, Effect.objects.get().last_error) == ("pending", "LookupError")


def test_two_workers_deliver_an_effect_once(cast, now, at_once):
    write(now)
    assert sorted(at_once(lambda: deliver_due(now), lambda: deliver_due(now))) == [0, 1]
    assert delivered == [ABOUT]


def test_the_same_key_from_three_transactions_is_one_effect(now, at_once):
    at_once(*[lambda: write(now)] * 3)
    assert Effect.objects.count() == 1
