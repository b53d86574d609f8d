"""Opening several records at once keeps each promise of opening one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from confidential.models import AccessEntry, SealedText
from confidential.registry import SealedPolicy, sealed_models
from confidential.sealing import SealBroken
from confidential.services import open_all, open_sealed, save_words
from supervision.models import SessionLog
from tests.factories import held_session

MODEL = "supervision.SessionLog"


def make_logs(cast, now, owner, number: int, since: int = 4) -> list[SessionLog]:
    logs = []
    for days in range(number):
        session = held_session(cast, cast.alder, owner, days_ago=days + since)
        log = SessionLog.objects.create(
            programme=cast.thames, session=session, owner=owner, started_at=now, state_changed_at=now
        )
        save_words(log, {"hard": f"day {days}"}, base=0, tab="a", now=now)
        logs.append(log)
    return logs


@pytest.fixture
def logs(cast, now, policy):
    return make_logs(cast, now, cast.anna, 3)


@pytest.fixture
def set_wise(monkeypatch, policy):
    """Sam may open what Anna wrote: the same rule, asked of the database."""

    def openable(viewer, now):
        annas = SessionLog.objects.filter(owner__first_name="Anna")
        return annas if viewer.first_name == "Sam" else annas.none()

    rule = SealedPolicy(openable=openable, may_write=policy.may_write, editor_url=policy.editor_url)
    monkeypatch.setitem(sealed_models._answers, MODEL, rule)


def lines():
    return list(AccessEntry.objects.order_by("pk").values_list("actor__first_name", "action", "record_id"))


def reread(logs):
    return list(SessionLog.objects.filter(pk__in=[log.pk for log in logs]).order_by("-session__local_date"))


def words(logs):
    return {log.pk: {"hard": f"day {days}"} for days, log in enumerate(logs)}


def test_each_is_opened_with_a_line_of_its_own_once_a_sitting(logs, cast, now):
    open_sealed(logs[1], viewer=cast.sam, now=now)
    for _ in range(2):
        assert open_all(logs, viewer=cast.sam, now=now) == words(logs)
    assert sorted(lines()) == sorted(("Sam", "read", log.pk) for log in logs)


def test_a_set_wise_rule_opens_the_same_with_the_same_lines(logs, cast, now, set_wise):
    open_sealed(logs[1], viewer=cast.sam, now=now)
    for _ in range(2):
        assert open_all(logs, viewer=cast.sam, now=now) == words(logs)
    assert sorted(lines()) == sorted(("Sam", "read", log.pk) for log in logs)


def test_the_same_record_twice_is_one_line(logs, cast, now):
    open_all([logs[0], *reread(logs[:1])], viewer=cast.sam, now=now)
    assert lines() == [("Sam", "read", logs[0].pk)]


def test_the_writers_own_leave_no_line_among_those_of_others(logs, cast, now, policy, monkeypatch):
    own = make_logs(cast, now, cast.sam, 1, since=40)
    assert open_all([*own, *logs], viewer=cast.sam, now=now) == words(own) | words(logs)
    assert {record for _, _, record in lines()} == {log.pk for log in logs}


def test_one_that_may_not_be_opened_closes_all(logs, cast, now, set_wise):
    closed = make_logs(cast, now, cast.farah, 1, since=40)
    with pytest.raises(PermissionDenied):
        open_all([*logs, *closed], viewer=cast.sam, now=now)
    assert lines() == []


def test_so_does_one_among_the_writers_own(logs, cast, now):
    own = make_logs(cast, now, cast.ben, 1, since=40)
    with pytest.raises(PermissionDenied):
        open_all([*own, logs[0]], viewer=cast.ben, now=now)
    assert lines() == []


def test_records_without_words_open_as_nothing(log, logs, cast, now):
    assert open_all([log, *logs], viewer=cast.sam, now=now) == {log.pk: {}} | words(logs)
    assert log.pk not in {record for _, _, record in lines()}


def test_thirty_take_as_many_queries_as_one(cast, now, set_wise):
    logs = make_logs(cast, now, cast.anna, 30)

    def asked(chosen) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_all(chosen, viewer=cast.sam, now=now)
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    # The texts, the rule with the sitting, the lines.
    assert (asked(reread(logs[:1])), asked(reread(logs[1:])), len(lines())) == (3, 3, 30)


def test_the_lines_are_committed_before_any_is_opened(logs, cast, now, at_once):
    """A text that does not open leaves its reader on the trail of all, as seen from another connection."""

    def read_spoiled_texts():
        SealedText.objects.filter(record_id=logs[0].pk).update(ciphertext=b"spoiled")
        with pytest.raises(SealBroken):
            open_all(reread(logs), viewer=cast.sam, now=now)

    at_once(read_spoiled_texts)
    assert len(lines()) == 3


def test_inside_a_transaction_it_is_an_error(logs, cast, now, at_once):
    def read_inside_one():
        with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
            open_all(reread(logs), viewer=cast.sam, now=now)

    at_once(read_inside_one)


def test_a_policy_has_exactly_one_rule():
    rest = {"may_write": lambda writer, record: False, "editor_url": lambda record: "/"}
    both = {"may_open": lambda viewer, record, now: True, "openable": lambda viewer, now: SessionLog.objects.all()}
    for rules in ({}, both):
        with pytest.raises(ValueError, match="one rule"):
            SealedPolicy(**rest, **rules)
