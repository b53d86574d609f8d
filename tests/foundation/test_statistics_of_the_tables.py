"""What the database knows of its tables is gathered, looked after by the worker, and missed when it is not there."""

import pytest
from django.core.management import call_command
from django.db import connection

from delivery.chores import chores
from foundation import checks, tablestats
from people.models import User

LACKING = "The database has no statistics of its tables, so pages are slow. Run `holdfast statistics`."


@pytest.fixture
def many(db) -> None:
    User.objects.bulk_create(User(email=f"person{number}@example.org") for number in range(tablestats.MANY_PEOPLE + 1))


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")


def said_at_deployment() -> list[str]:
    return [message.msg for message in checks.what_the_database_knows(None)]


def test_they_are_missed_where_there_are_many_people(many, client):
    forget()
    assert (tablestats.absent(), said_at_deployment()) == (LACKING, [LACKING])
    assert client.get("/healthz").json()["statistics_of_the_tables"] == "absent"


def test_the_command_gathers_them(many, client):
    forget()
    call_command("statistics")
    assert (tablestats.absent(), said_at_deployment()) == ("", [])
    assert "statistics_of_the_tables" not in client.get("/healthz").json()


def test_a_small_database_misses_nothing(cast):
    forget()
    assert tablestats.absent() == ""


def test_the_worker_looks_after_them(many, now):
    forget()
    chore = dict(chores)["delivery.statistics"]
    chore.run(now)
    assert (tablestats.absent(), chore.every) == ("", tablestats.EVERY)
