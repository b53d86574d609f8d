"""Traps of the database: what Django and the tests' own clearing take away without a word."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from wagtail.models import Site

from confidential import triggers
from confidential.models import AccessEntry
from pages.models import HomePage
from tests.people import make_person


def an_entry(now) -> AccessEntry:
    anna = make_person("Anna Okoye")
    return AccessEntry.objects.create(
        at=now, actor=anna, owner=anna, action="read", record_model="supervision.LogVersion", record_id=anna.pk
    )


def is_stored(entry: AccessEntry) -> bool:
    """Whether the database refuses to change and to delete it."""
    refused = 0
    for attempt in (lambda rows: rows.update(action="nothing"), lambda rows: rows.delete()):
        try:
            with transaction.atomic():
                attempt(AccessEntry.objects.filter(pk=entry.pk))
                transaction.set_rollback(True)
        except DatabaseError:
            refused += 1
    return refused == 2


def test_append_only_tables_refuse_once_migrated(db, now):
    assert is_stored(an_entry(now))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite's tables are rebuilt")
def test_the_triggers_are_back_after_sqlite_rebuilt_the_table(transactional_db, now):
    """Altering a column makes Django rebuild the table, and the new one has no triggers (measured)."""
    entry = an_entry(now)
    with connection.schema_editor() as editor:
        editor._remake_table(AccessEntry)
    assert not is_stored(entry)
    call_command("migrate", verbosity=0)
    assert is_stored(entry)


def test_what_migrations_made_is_back_after_a_flush(transactional_db):
    """A test that commits ends with a flush, which empties every table: roles and root pages included."""
    triggers.remove()
    call_command("flush", interactive=False, verbosity=0)
    assert Site.objects.get(is_default_site=True).root_page_id == HomePage.objects.get().pk
    editors = Group.objects.get(name="Content editors")
    assert editors.permissions.filter(codename="access_admin").exists()
    assert editors.page_permissions.exists()


def test_the_guards_are_back_after_a_flush(transactional_db, now):
    triggers.remove()
    call_command("flush", interactive=False, verbosity=0)
    assert is_stored(an_entry(now))
