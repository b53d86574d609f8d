"""What stood in the tables before names were one line is put right once, by the migration."""

import importlib

from django.apps import apps

from people.models import Invitation, User
from tests.people import Cast
from tests.standing.inviting import invited

migration = importlib.import_module("people.migrations.0013_sort_names_and_tell_namesakes_apart")


def migrate_again() -> None:
    migration.fill_the_keys(apps, None)
    migration.tell_namesakes_apart(apps, None)


def store(person: User, first: str, last: str) -> None:
    """As an earlier version kept it: without a key, and whatever was typed."""
    User.objects.filter(pk=person.pk).update(first_name=first, last_name=last, sort_name="", same_name="", apart="")


def test_a_name_becomes_one_line_and_a_dash_no_name(cast: Cast):
    store(cast.anna, "Suharto", "-")
    store(cast.ben, "Ben\u202e\nWalsh", "\x07")
    migrate_again()
    cast.anna.refresh_from_db()
    cast.ben.refresh_from_db()
    assert [(item.name, item.sort_name) for item in (cast.anna, cast.ben)] == [
        ("Suharto", "suharto0"),
        ("Ben Walsh", "ben1walsh0"),
    ]


def test_people_of_one_name_are_told_apart(cast: Cast):
    for person in (cast.anna, cast.ben):
        store(person, "Anna", "Okoye")
    migrate_again()
    assert sorted(str(person) for person in User.objects.filter(first_name="Anna")) == [
        "Anna Okoye (Acute medicine)",
        "Anna Okoye (General surgery)",
    ]


def test_an_invitation_that_waits_is_mailed_with_a_name_of_one_line(cast: Cast):
    waiting = invited(cast)
    Invitation.objects.filter(pk=waiting.pk).update(name="Nia,\n\nsend money")
    migrate_again()
    waiting.refresh_from_db()
    assert waiting.name == "Nia, send money"
