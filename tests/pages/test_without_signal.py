"""The page that a browser keeps for when there is no signal: the same for everybody, with the numbers of today."""

import re

import pytest
from django.test import Client

from directory.models import HelpService
from directory.seed import seed_directory
from foundation.days import local_day


def main_of(client) -> str:
    return client.get("/offline/").content.decode()


@pytest.mark.django_db
def test_it_is_the_same_for_everybody_and_sets_no_cookie(cast, sign_in):
    pages = [main_of(client) for client in (Client(), sign_in(cast.anna), sign_in(cast.sam))]
    assert len(set(pages)) == 1
    assert not Client().get("/offline/").cookies


def test_it_has_every_number_that_is_shown_and_no_script(db, now):
    seed_directory(local_day(now), rehearsal=True)
    shown = main_of(Client())
    numbers = [service.phone for service in HelpService.objects.all() if service.phone]
    assert ([number for number in numbers if number not in shown], "<script" in shown, len(numbers) > 3) == (
        [],
        False,
        True,
    )


def test_the_worker_may_stand_in_for_the_whole_site_and_stores_one_page(db):
    answer = Client().get("/offline.js")
    said = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert re.findall(r"\.put\((\w+),", said) == ["PAGE"]
    assert 'PAGE = "/offline/"' in said and 'credentials: "omit"' in said


def test_the_policy_of_pages_lets_it_in_without_a_new_source(db):
    policy = Client().get("/offline/")["Content-Security-Policy"]
    assert ("script-src 'self';" in policy, "worker-src" in policy) == (True, False)


def test_it_is_offered_to_who_is_signed_in(cast, sign_in):
    assert 'data-worker="/offline.js"' in sign_in(cast.anna).get("/me/").content.decode()
    assert "data-worker" not in Client().get("/").content.decode()
