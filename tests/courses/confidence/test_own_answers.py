"""The owner sees both side by side, and takes them along. Nobody else finds them on any page."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.confidence.items import ITEMS
from courses.confidence.models import ConfidenceSheet
from foundation.days import stamp
from tests.access import access_table
from tests.access.world import kwargs_for
from tests.courses.confidence.answering import all_at, finish_what_gates, give


def test_both_stand_side_by_side_without_a_score(world, cast, sign_in, now):
    give(cast.anna, "before", all_at(3) | {"suicide": 1}, now)
    finish_what_gates(world, cast.anna, now)
    give(cast.anna, "after", all_at(2) | {"suicide": 8}, now)
    client = sign_in(cast.anna)
    context = client.get("/me/confidence/").context
    rows = {item.key: tuple(value for _sheet, value in values) for item, values in context["rows"]}
    assert rows == dict.fromkeys((item.key for item in ITEMS), (3, 2)) | {"suicide": (1, 8)}
    page = client.get("/me/confidence/").content.decode()
    assert re.findall(r"total|score|better|worse|average of yours", page) == []


def test_a_skip_and_what_is_not_yet_there_are_said(world, cast, sign_in, now):
    client = sign_in(cast.anna)
    client.post("/me/confidence/before/", {"skip": "yes"})
    assert "You skipped the questions before the training." in client.get("/me/confidence/").content.decode()
    assert "No answers yet" in sign_in(cast.sam).get("/me/confidence/").content.decode()


def test_ones_own_page_shows_nobody_elses(world, cast, sign_in, now):
    give(cast.anna, "before", all_at(3), now)
    context = sign_in(cast.ben).get("/me/confidence/").context
    assert [values for _item, values in context["rows"] if values] == []
    assert list(ConfidenceSheet.objects.visible_to(cast.cora, now)) == []


def test_they_are_in_my_data_and_in_nobody_elses(world, cast, sign_in, now):
    give(cast.anna, "before", all_at(3), now)
    taken = {
        name: json.loads(sign_in(getattr(cast, name)).post("/me/data/download/").content)["confidence"]
        for name in ("anna", "ben", "cora")
    }
    assert taken == {
        "anna": [
            {
                "moment": "before the training",
                "asked": stamp(now),
                "skipped": False,
                "answered": stamp(now),
                "how_sure_from_0_to_10": all_at(3),
                "knew": {},
                "version_of_the_questions": 2,
            }
        ],
        "ben": [],
        "cora": [],
    }


@pytest.mark.parametrize("name", ["cora", "gwen", "tara", "sam"])
def test_no_page_reads_answers_but_ones_own_and_the_figures(cast, sign_in, now, name):
    """Whatever a page shows it has read: so we look at what each page asks of the database."""
    give(cast.anna, "before", all_at(3), now)
    client, reading = sign_in(getattr(cast, name)), set()
    for route, access in access_table().items():
        if access.get is not None and access.subject in ("", "facilitator", "group", "assignment"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(route, kwargs=kwargs_for(access.subject, cast)))
            if any("confidencesheet" in query["sql"] for query in asked):
                reading.add(route)
    assert reading == {"confidence:answers"} | ({"confidence:figures"} if name != "sam" else set())
