"""Whom somebody would rather not be paired with: two ids, no reason, and nobody but its writer sees it."""

import pytest
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.exports import exports
from foundation.refusals import Refusal
from groups.apart.models import NotWith
from groups.apart.queries import colleagues_to_name, kept_apart
from groups.apart.services import keep_apart
from people.registry import roster_facts

URL = "/me/not-with/"


def test_naming_somebody_and_taking_it_back(cast, sign_in):
    client = sign_in(cast.anna)
    assert client.post(URL, {"other": str(cast.farah.pk)}).status_code == 302
    row = NotWith.objects.get()
    assert (row.person, row.other) == (cast.anna, cast.farah)
    assert cast.farah.name in client.get(URL).content.decode()
    client.post(reverse("apart:take_back", args=[row.pk]))
    assert not NotWith.objects.exists()


def test_twice_is_once_and_only_a_colleague_can_be_named(cast):
    first = keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    assert keep_apart(person=cast.anna, other=cast.farah, now=cast.now) == first
    for other in (cast.olu, cast.sam, cast.anna):
        with pytest.raises(Refusal):
            keep_apart(person=cast.anna, other=other, now=cast.now)
    assert list(colleagues_to_name(cast.anna, cast.now)) == [cast.ben]


def test_nobody_but_its_writer_sees_it(cast, sign_in):
    keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    seers = {name for name, person in cast.by_relation().items() if NotWith.objects.visible_to(person, cast.now)}
    assert seers == {"owner"}
    assert cast.anna.name not in sign_in(cast.farah).get(URL).content.decode().partition("Name someone")[0]


def test_it_leaves_no_trail_and_no_mail(cast):
    keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    assert not AccessEntry.objects.exists()
    assert not Effect.objects.exists()


def test_my_data_has_what_one_wrote_and_never_what_others_did(cast):
    keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    assert [row["name"] for row in exports["not_with"](cast.anna, cast.now)] == [cast.farah.name]
    assert exports["not_with"](cast.farah, cast.now) == []


def test_the_list_of_people_says_nothing_of_it(cast):
    keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    said = [
        fact.words for _name, facts_of in roster_facts for fact in facts_of(cast.thames, [cast.anna], cast.now).values()
    ]
    assert not any(cast.farah.name in words for words in said)


def test_it_counts_whoever_of_the_two_wrote_it(cast):
    keep_apart(person=cast.anna, other=cast.farah, now=cast.now)
    assert kept_apart([cast.farah.pk, cast.anna.pk, cast.ben.pk]) == {frozenset({cast.anna.pk, cast.farah.pk})}
    assert kept_apart([cast.farah.pk, cast.ben.pk]) == set()
