"""What load balancers and monitoring are told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from config import views
from delivery.chores import do_chores
from delivery.models import Effect
from delivery.services import enqueue
from foundation import needs
from tests.people import make_person

WELL = {
    "database": "answers",
    "lacking": [],
    "worker_silent_seconds": None,
    "oldest_pending_effect_seconds": 0,
    "effects_given_up": 0,
}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    """This test's own; and what a process found once, it finds again."""
    settings.VAR = tmp_path
    needs._met.clear()
    yield
    needs._met.clear()


def waiting(now, key: str, **age) -> Effect:
    anna = make_person(f"{key} Okoye")
    enqueue(kind="mail:authorised", object_id=anna.pk, key=key, recipient=anna, now=now - timedelta(**age))
    return Effect.objects.get(key=key)


def test_a_site_with_nothing_to_deliver_is_well(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, WELL)


def test_it_tells_the_age_of_the_oldest_effect_that_waits(client, db, now):
    waiting(now, "newer", minutes=1)
    waiting(now, "older", hours=2)
    delivered = waiting(now, "oldest", days=3)
    Effect.objects.filter(pk=delivered.pk).update(state=Effect.State.DONE)
    assert client.get("/healthz").json()["oldest_pending_effect_seconds"] in range(7200, 7260)


def test_a_day_without_mail_takes_no_web_server_out_of_service(client, db, now):
    waiting(now, "late", days=1)
    assert client.get("/healthz").status_code == 200


def test_what_was_given_up_is_counted_and_not_called_waiting(client, db, now):
    waiting(now, "hopeless", days=2)
    Effect.objects.update(state=Effect.State.DEAD)
    assert client.get("/healthz").json() == WELL | {"effects_given_up": 1}


@pytest.mark.parametrize("failure", [DatabaseError, OperationalError, InterfaceError])
def test_without_the_database_it_is_503(client, db, monkeypatch, failure):
    def down(now):
        raise failure("connection to 10.0.0.7 failed: password of holdfast")

    monkeypatch.setattr(views, "seconds_behind", down)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"database": "does not answer"})


def test_it_tells_when_a_worker_was_last_heard_of(client, db):
    do_chores(timezone.now() - timedelta(minutes=7))
    assert client.get("/healthz").json()["worker_silent_seconds"] in range(420, 450)
    do_chores(timezone.now())
    assert client.get("/healthz").json()["worker_silent_seconds"] in range(30)


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_four_queries_once_all_was_found_to_be_there(client, db, now, rows, django_assert_num_queries):
    for number in range(rows):
        waiting(now, f"effect{number}", minutes=number)
    client.get("/healthz")
    with django_assert_num_queries(4):
        client.get("/healthz")
