"""Lists have people where a British directory has them, on both databases."""

import itertools
import re

import pytest

from people.models import Role, User
from people.names import sort_key
from people.roster.queries import holding
from tests.guards.repository import our_python
from tests.people import appoint

# (first, last), in order.
DIRECTORY = [
    ("Ingrid", "Ångström"),
    ("Jeanne", "d'Arcy"),
    ("Lena", "Dean"),
    ("Ana", "de Souza"),
    ("Bea", "De Souza"),
    ("Ewa", "Łukasik"),
    ("Bert", "Mueller-Hart"),
    ("Anna", "Müller"),
    ("Sean", "Ó Briain"),
    ("Tom", "O'Brien"),
    ("Uma", "O\u2019Brien"),
    ("Nils", "Ørsted"),
    ("Ayşe", "Öztürk"),
    ("Zak", "Smith"),
    ("Amy", "Smith Jones"),
    ("Bob", "Smith-Jones"),
    ("Cy", "Smithers"),
    ("Suharto", ""),
    ("Piet", "van Dyk"),
    ("Quin", "Vane"),
    ("Wei", "Zhang"),
    ("Ivan", "Иванов"),
    ("小明", "王"),
]
DIRECTORY_OF_FAULT = ["Ångström", "de Souza", "Ó Briain", "Öztürk", "van Dyk", "Zhang"]


@pytest.mark.parametrize("shuffled", [DIRECTORY[::-1], DIRECTORY[1::2] + DIRECTORY[::2]], ids=["backwards", "mixed"])
def test_the_database_sorts_as_a_directory(db, shuffled):
    for number, (first, last) in enumerate(shuffled):
        User.objects.create_user(f"p{number}@example.org", first_name=first, last_name=last)
    found = User.objects.exclude(sort_name=sort_key("", "")).order_by("sort_name", "pk")
    in_order = [(person.first_name, person.last_name) for person in found]
    assert in_order == sorted(DIRECTORY, key=lambda name: sort_key(*name))
    assert [last for _first, last in in_order if last in DIRECTORY_OF_FAULT] == DIRECTORY_OF_FAULT


def test_the_order_is_the_one_written_down():
    keys = [sort_key(*name) for name in DIRECTORY]
    out_of_order = [
        names
        for names, pair in zip(itertools.pairwise(DIRECTORY), itertools.pairwise(keys), strict=True)
        if pair[0] > pair[1]
    ]
    assert out_of_order == []


def test_a_key_is_small_letters_and_figures_which_every_database_sorts_alike():
    assert [name for name in DIRECTORY if not re.fullmatch("[a-z0-9]+", sort_key(*name))] == []


def test_a_new_name_is_another_place_in_the_list(cast, now):
    cast.anna.last_name = "Ärn"
    cast.anna.save(update_fields=["last_name"])
    assert holding(cast.thames, "", now)[0].first_name == "Anna"


def test_the_list_of_people_is_in_this_order(cast, now):
    for number, last in enumerate(reversed(DIRECTORY_OF_FAULT)):
        appoint(
            User.objects.create_user(f"x{number}@example.org", first_name="X", last_name=last),
            Role.TRAINER,
            cast.thames,
            now,
        )
    listed = [person.last_name for person in holding(cast.thames, "", now) if person.first_name == "X"]
    assert listed == DIRECTORY_OF_FAULT


def test_no_list_sorts_by_the_letters_of_a_name():
    loose = [
        f"{path.name}: {line.strip()}"
        for path in our_python()
        for line in path.read_text().splitlines()
        if re.search(r"(order_by|sorted|key=).*(last_name|first_name)", line)
    ]
    assert loose == []
