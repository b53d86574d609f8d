"""What practice shows takes as many queries for thirty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.practice.services import invite
from tests.certificates.making import newcomer
from tests.courses.practice.making import a_day, a_held_day, observed, shadowed


def queries_of(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def twice(client, path, grow):
    client.get(path)
    few = queries_of(client, path)
    grow()
    return few, queries_of(client, path)


@pytest.mark.parametrize("name", ["tess", "anna"])
def test_the_list_of_days_and_of_practice(cast, sign_in, name):
    def grow():
        for number in range(2, 31):
            a_held_day(cast, cast.anna, days=-number)
            shadowed(cast, cast.anna, days=-number)
            observed(cast, cast.farah, frame="on time", days=-number)

    a_held_day(cast, cast.anna)
    shadowed(cast, cast.anna, days=-1)
    observed(cast, cast.farah, frame="on time", days=-1)
    few, many = twice(sign_in(getattr(cast, name)), "/practice/", grow)
    assert few == many


def test_the_page_of_a_day(cast, sign_in):
    day = a_day(cast, cast.anna, days=-1)

    def grow():
        people = [newcomer(cast, f"P{number} Zed") for number in range(29)]
        invite(day=day, people=people, by=cast.tess, now=cast.now)

    tess = sign_in(cast.tess)
    few, many = twice(tess, f"/practice/{day.pk}/", grow)
    assert few == many
    assert tess.get(f"/practice/{day.pk}/record/").content.decode().count("Did they come?") == 30
