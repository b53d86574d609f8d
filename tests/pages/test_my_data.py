"""My data: who has opened my words, and everything about me in one file that is about nobody else."""

import json
from datetime import timedelta

import pytest

from confidential.models import AccessEntry
from confidential.services import note
from foundation.days import stamp
from people.addresses.models import AddressChange
from people.deeds import BY_OPERATOR, AddressDeed

PAGE, DOWNLOAD = "/me/data/", "/me/data/download/"


def entry(now, actor, owner, action="read"):
    return AccessEntry.objects.create(
        at=now, actor=actor, action=action, record_model="supervision.LogVersion", record_id=owner.pk, owner=owner
    )


def test_the_owner_sees_who_opened_what_and_when(cast, now, sign_in):
    entry(now, cast.sam, cast.anna)
    assert "Sam Reyes opened a log that you shared" in sign_in(cast.anna).get(PAGE).content.decode()


def test_nobody_sees_the_trail_of_another(cast, now, sign_in):
    entry(now, cast.sam, cast.anna)
    assert "Sam Reyes opened" not in sign_in(cast.ben).get(PAGE).content.decode()


def test_ones_own_visits_are_no_news(cast, now, sign_in):
    entry(now, cast.anna, cast.anna, action="shared")
    assert "Only you have opened" in sign_in(cast.anna).get(PAGE).content.decode()


@pytest.mark.parametrize("deed", BY_OPERATOR, ids=str)
def test_what_the_machine_itself_did_is_told_though_it_bears_ones_own_name(cast, now, sign_in, deed):
    record = AddressChange(person=cast.anna) if isinstance(deed, AddressDeed) else cast.anna
    note(record, actor=cast.anna, deed=deed, owner_id=cast.anna.pk, now=now)
    lines = [said for _, said in sign_in(cast.anna).get(PAGE).context["lines"]]
    assert lines == [str(deed.label)]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_trail_takes_the_same_queries_at_any_length(cast, now, sign_in, rows, django_assert_num_queries):
    for minutes in range(rows):
        entry(now - timedelta(minutes=minutes), cast.sam, cast.anna)
    client = sign_in(cast.anna)
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)


def test_the_file_is_the_persons_own_and_is_not_kept(cast, sign_in):
    response = sign_in(cast.anna).post(DOWNLOAD)
    held = json.loads(response.content)
    assert (held["email"], response["Cache-Control"]) == ("anna@example.org", "no-store, private")
    assert [name for name in ("ben@example.org", "farah@example.org") if name in response.content.decode()] == []


def test_it_is_not_made_by_a_link(cast, sign_in):
    assert sign_in(cast.anna).get(DOWNLOAD).status_code == 405


def test_the_file_says_who_opened_or_changed_what(cast, now, sign_in):
    entry(now, cast.sam, cast.anna)
    entry(now, cast.anna, cast.anna, action="shared")
    entry(now, cast.sam, cast.ben)
    held = json.loads(sign_in(cast.anna).post(DOWNLOAD).content)
    line = {"at": stamp(now), "what": "Sam Reyes opened a log that you shared"}
    assert held["opened_or_changed_by_others"] == [line]
