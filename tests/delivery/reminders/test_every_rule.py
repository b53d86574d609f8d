"""All that the apps remind of: the right people, once, never after it is moot, never at night, and it can be off."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django.utils.html import escape

from delivery.mail import notices
from delivery.models import Effect
from delivery.reminders.rules import reminders
from delivery.reminders.services import choose_reminders, remind
from delivery.services import deliver_due
from tests.delivery.reminders.conftest import LONDON
from tests.delivery.reminders.scenes import SCENES
from tests.plans import distinct, faults_of, write_large_statistics
from tests.undone import afterwards_as_before

every_rule = pytest.mark.parametrize("name", sorted(SCENES))
A_DAY = timedelta(days=1)


@pytest.fixture
def now(name):
    """Half past midnight, so that the hours of one day lie ahead; of the next Monday, for what comes on Mondays."""
    today = timezone.localtime(timezone.now(), LONDON).replace(hour=0, minute=30, second=0, microsecond=0)
    return today + (-today.weekday() % 7) * A_DAY if SCENES[name].on_mondays else today


def at(now, hour):
    return now.replace(hour=hour, minute=0)


def told(name):
    """Who was told by this rule, each as often as they were."""
    rows = Effect.objects.filter(kind=f"told:{name}").select_related("recipient")
    return sorted(row.recipient.first_name.lower() for row in rows)


def worker(now):
    """The worker's round: what has left of reminders, as (to, body)."""
    remind(now)
    deliver_due(now, most=200)
    return [(sent.to[0], sent.body) for sent in mail.outbox if "/me/reminders/" in sent.body]


def test_every_rule_has_a_scene():
    assert sorted(SCENES) == sorted(name for name, _rule in reminders)


@every_rule
def test_the_right_people_are_told_once(cast, now, name):
    scene = SCENES[name]
    scene.make(cast, 1)
    for later in (at(now, 10), at(now, 15), at(now + A_DAY, 10), at(now + 2 * A_DAY, 10)):
        worker(later)
        assert told(name) == sorted(scene.told)


@every_rule
def test_its_mail_says_where_to_turn_it_off_and_names_nobody(cast, now, name):
    SCENES[name].make(cast, 1)
    found = worker(at(now, 10))
    bodies = [body for _to, body in found if str(notices[name].sentence) in body]
    assert len(bodies) == len(SCENES[name].told)
    everybody = {person.last_name for person in cast.by_relation().values()}
    groups = {group.code_name for group in (cast.alder, cast.birch, cast.cedar)}
    for body in bodies:
        assert "Choose which reminders you get, and when: http" in body
        assert [word for word in everybody | groups if word in body] == []


@every_rule
def test_nobody_is_told_after_it_is_moot(cast, now, name):
    SCENES[name].make(cast, 1)
    SCENES[name].moot(cast)
    worker(at(now, 10))
    assert told(name) == []


@every_rule
def test_nor_is_a_mail_sent_that_was_written_before(cast, now, name):
    SCENES[name].make(cast, 1)
    remind(at(now, 10))
    assert told(name) == sorted(SCENES[name].told)
    SCENES[name].moot(cast)
    deliver_due(at(now, 11), most=200)
    assert [sent.body for sent in mail.outbox if "/me/reminders/" in sent.body] == []


@every_rule
def test_nothing_comes_at_three_in_the_morning(cast, now, name):
    SCENES[name].make(cast, 1)
    night = at(now, 3)
    assert list(dict(reminders)[name].due(night, None))
    assert (worker(night), told(name)) == ([], [])


@every_rule
def test_each_finds_it_on_their_page_and_turns_it_off(cast, now, name, sign_in):
    SCENES[name].make(cast, 1)
    rule = dict(reminders)[name]
    for person in (getattr(cast, one) for one in SCENES[name].told):
        assert escape(str(rule.title)) in sign_in(person).get("/me/reminders/").content.decode()
        choose_reminders(person=person, earliest=8, latest=21, off=[name])
    worker(at(now, 10))
    assert told(name) == []


def asked(name, now, people):
    """The queries of a rule, with how much it finds."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        found = list(dict(reminders)[name].due(now, people))
    return seen, len(found)


@every_rule
def test_thirty_take_as_many_queries_as_one(cast, now, name):
    counts = []
    for many in (1, 30):
        with afterwards_as_before():
            SCENES[name].make(cast, many)
            everybody = {due.person for due in dict(reminders)[name].due(at(now, 10), None)}
            for people in (None, everybody):
                queries, found = asked(name, at(now, 10), people)
                assert found >= many
                counts.append(len(queries))
    assert counts[:2] == counts[2:]


# PostgreSQL cannot be told of a large programme: there `bench/growth.py` judges.
@pytest.mark.once
@every_rule
def test_as_a_mail_leaves_no_table_is_read_whole(cast, now, name):
    """It is asked again for the one person, in a large programme."""
    SCENES[name].make(cast, 1)
    write_large_statistics()
    queries, _found = asked(name, at(now, 10), [getattr(cast, one).pk for one in SCENES[name].told])
    faults = {fault for sql, params in distinct(queries).items() for fault in faults_of(sql, params)}
    assert faults == set()
