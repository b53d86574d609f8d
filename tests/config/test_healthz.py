"""What load balancers and monitoring are told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from config import views
from delivery.models import Effect
from delivery.services import enqueue
from tests.people import make_person

WELL = {"database": "answers", "oldest_pending_effect_seconds": 0, "effects_given_up": 0}


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


def test_without_the_database_it_is_not_200(client, db, monkeypatch):
    def down(now):
        raise DatabaseError("the database has gone away")

    monkeypatch.setattr(views, "seconds_behind", down)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_two_queries(client, db, now, rows, django_assert_num_queries):
    for number in range(rows):
        waiting(now, f"effect{number}", minutes=number)
    with django_assert_num_queries(2):
        client.get("/healthz")
