"""What cohorts show takes as many queries for thirty rows as for one; a step page takes none for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enrolment.services import enrol_in
from tests.certificates.making import newcomer
from tests.courses.enrolment.making import a_cohort

pytestmark = pytest.mark.once


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def thirty_people(cast, cohort):
    for number in range(29):
        enrol_in(cohort=cohort, person=newcomer(cast, f"P{number} Zed"), now=cast.now)


def thirty_cohorts(cast, world):
    for number in range(29):
        a_cohort(cast, name=f"Cohort {number}")


def test_the_page_of_a_cohort(cast, world, sign_in):
    cohort = a_cohort(cast, cast.anna)
    client, path = sign_in(cast.cora), f"/cohorts/{cohort.pk}/"
    few = queries_of(client, path)
    thirty_people(cast, cohort)
    assert queries_of(client, path) == few
    assert client.get(path).content.decode().count("of 6 steps done") == 30


@pytest.mark.parametrize("path", ["/courses/groups/", "/me/"])
def test_what_somebody_who_takes_a_course_sees(cast, world, sign_in, path):
    a_cohort(cast)
    client = sign_in(cast.anna)
    few = queries_of(client, path)
    thirty_cohorts(cast, world)
    assert queries_of(client, path) == few


def test_the_list_of_cohorts(cast, world, sign_in):
    a_cohort(cast)
    client = sign_in(cast.tess)
    few = queries_of(client, "/cohorts/")
    thirty_cohorts(cast, world)
    assert queries_of(client, "/cohorts/") == few


def test_a_step_asks_for_none(cast, world, sign_in):
    client = sign_in(cast.anna)
    without = queries_of(client, world.url("checking"))
    a_cohort(cast, cast.anna)
    assert queries_of(client, world.url("checking")) == without
