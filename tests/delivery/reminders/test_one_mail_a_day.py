"""Reminders: at most one mail a day, at an hour its reader chose, of what is due and was not told before."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from delivery.models import Effect
from delivery.reminders.services import choose_reminders, forget_told, remind
from delivery.services import deliver_due
from people.models import Programme
from tests.delivery.reminders.conftest import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def worker(now):
    """The worker's round at `now`. All mails that have left so far, as (subject, to)."""
    remind(now)
    deliver_due(now)
    return [(sent.subject, sent.to[0]) for sent in mail.outbox]


ONE = ("Your authorisation is confirmed", "anna@example.org")
SEVERAL = ("Some things are waiting for you", "anna@example.org")


@pytest.fixture(autouse=True)
def subjects(monkeypatch):
    """The words of one of the two kinds, as these tests expect them."""
    from delivery.mail import Notice, notices

    monkeypatch.setitem(notices._answers, "authorised", Notice(ONE[0], "You may co-facilitate.", "pages:my_day"))


def test_what_is_due_is_told_once(cast, rows):
    rows.add("authorised", cast.anna)
    assert [worker(NOON + DAY * number) for number in range(3)] == [[ONE]] * 3


def test_several_things_are_one_mail_that_says_only_that_they_wait(cast, rows):
    for kind in ("authorised", "log_shared"):
        rows.add(kind, cast.anna)
    assert worker(NOON) == [SEVERAL]
    assert "authoris" not in mail.outbox[0].body


def test_what_comes_later_that_day_waits_for_the_next(cast, rows):
    rows.add("authorised", cast.anna)
    worker(NOON)
    rows.add("authorised", cast.anna)
    assert (len(worker(NOON + HOUR)), len(worker(NOON + DAY))) == (1, 2)


@pytest.mark.parametrize(("hour", "sent"), [(3, 0), (7, 0), (8, 1), (20, 1), (21, 0), (23, 0)])
def test_nothing_comes_in_the_quiet_hours(cast, rows, hour, sent):
    rows.add("authorised", cast.anna)
    assert len(worker(NOON.replace(hour=hour))) == sent


def test_the_hours_are_those_of_the_persons_place(cast, rows):
    Programme.objects.filter(pk=cast.thames.pk).update(zone="Asia/Tokyo")
    for person in (cast.anna, cast.olu):
        rows.add("authorised", person)
    # 14:00 in London is 22:00 in Tokyo.
    assert worker(NOON + 2 * HOUR) == [(ONE[0], "olu@example.org")]


def test_ones_own_hours_count(cast, rows):
    choose_reminders(person=cast.anna, earliest=12, latest=17, off=[])
    rows.add("authorised", cast.anna)
    assert [len(worker(NOON.replace(hour=hour))) for hour in (11, 12)] == [0, 1]


def test_a_kind_that_was_turned_off_is_not_sent(cast, rows):
    choose_reminders(person=cast.anna, earliest=8, latest=21, off=["authorised"])
    rows.add("authorised", cast.anna)
    assert worker(NOON) == []
    rows.add("log_shared", cast.anna)
    assert len(worker(NOON + HOUR)) == 1


def test_what_became_moot_before_the_mail_left_is_not_sent(cast, rows):
    rows.add("authorised", cast.anna)
    remind(NOON)
    rows.due.clear()
    assert worker(NOON) == []


def test_what_was_moot_once_and_is_due_again_is_told_the_next_day(cast, rows):
    row = rows.add("authorised", cast.anna)
    remind(NOON)
    rows.due.clear()
    worker(NOON)
    rows.due["authorised"] = {row}
    assert [len(worker(NOON + after)) for after in (HOUR, DAY)] == [0, 1]


def test_a_mail_that_was_held_up_until_night_goes_in_the_morning_as_one(cast, rows, settings):
    settings.MAIL_TRANSPORT = "tests.delivery.reminders.transport.SometimesDown"
    from tests.delivery.reminders.transport import SometimesDown

    rows.add("authorised", cast.anna)
    SometimesDown.down = True
    worker(NOON.replace(hour=20))
    SometimesDown.down = False
    rows.add("log_shared", cast.anna)
    assert (worker(NOON.replace(hour=22)), worker(NOON.replace(hour=8) + DAY)) == ([], [SEVERAL])


def test_a_closed_account_hears_nothing(cast, rows):
    cast.anna.is_active = False
    cast.anna.save(update_fields=["is_active"])
    rows.add("authorised", cast.anna)
    assert worker(NOON) == []


def test_what_was_told_is_known_as_long_as_it_is_due(cast, rows):
    gone, stays = rows.add("authorised", cast.anna), rows.add("log_shared", cast.anna)
    worker(NOON)
    rows.due["authorised"].remove(gone)
    assert forget_told(before=NOON + DAY, now=NOON + DAY) == 1
    assert len(worker(NOON + 400 * DAY)) == 1
    (kept,) = Effect.objects.filter(kind__startswith="told:")
    assert kept.key == f"mail:log_shared:{stays[1]}:{cast.anna.pk}:"


def test_tidying_keeps_it_too(cast, rows):
    rows.add("log_shared", cast.anna)
    worker(NOON - 200 * DAY)
    call_command("tidy")
    assert Effect.objects.filter(kind="told:log_shared").count() == 1


def test_each_says_where_to_turn_it_off(cast, rows):
    rows.add("authorised", cast.anna)
    worker(NOON)
    assert "Choose which reminders you get, and when: http://" in mail.outbox[0].body
    assert "/me/reminders/" in mail.outbox[0].body


@pytest.mark.parametrize("many", [1, 30])
def test_a_silent_round_takes_as_many_queries_for_one_as_for_many(cast, rows, django_assert_num_queries, many):
    for _row in range(many):
        rows.add("authorised", cast.anna)
    worker(NOON)
    with django_assert_num_queries(1):
        remind(NOON + DAY)
