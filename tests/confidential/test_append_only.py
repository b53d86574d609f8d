"""The database itself keeps frozen texts and the trail, whatever code or hand writes to it."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, models, transaction
from django.test import override_settings

from confidential import triggers
from confidential.deeds import WordsDeed
from confidential.models import AccessEntry, SealedText
from confidential.rewrapping import rewrap_all
from confidential.services import begin_words, destroy, freeze, note, open_sealed, save_words, text_of

OLD_KEY = "old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


@pytest.fixture
def frozen(log):
    save_words(log, {"hard": "the silence"}, base=0, tab="a", now=log.started_at)
    freeze(log)
    return text_of(log)


@pytest.fixture
def entry(log, cast):
    note(log, actor=cast.sam, deed=WordsDeed.READ, owner_id=cast.anna.pk, now=log.started_at)
    return AccessEntry.objects.get()


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def by_hand(statement, *parameters):
    def act():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    return act


@pytest.mark.parametrize(
    "change",
    [
        {"version": 9},
        {"ciphertext": b"x"},
        {"digest": "0" * 64},
        {"frozen": False},
        {"owner_id": None},
        {"record_model": "supervision.LogReply"},
        {"destroyed_because": "nothing in particular"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_frozen_text_refuses_change(frozen, cast, change):
    change = {key: cast.ben.pk if key == "owner_id" else value for key, value in change.items()}
    refused(lambda: SealedText.objects.filter(pk=frozen.pk).update(**change))


def test_a_frozen_text_refuses_change_and_deletion_by_hand(frozen):
    refused(by_hand("UPDATE confidential_sealedtext SET version = 9"))
    refused(by_hand("DELETE FROM confidential_sealedtext"))


def test_a_frozen_text_refuses_deletion(frozen, log):
    type(log).objects.update(text=None)
    refused(SealedText.objects.filter(pk=frozen.pk).delete)


def test_a_half_destroyed_text_is_refused(frozen, now):
    refused(lambda: SealedText.objects.filter(pk=frozen.pk).update(destroyed_at=now, destroyed_because="wish"))


def test_a_frozen_text_can_be_wrapped_again_and_destroyed(log, cast, now):
    with override_settings(SEALING_KEYS=OLD_KEY):
        save_words(log, {"hard": "the silence"}, base=0, tab="a", now=now)
    freeze(log)
    assert rewrap_all().moved == 1
    assert SealedText.objects.get().key_id == "new"
    assert open_sealed(log, viewer=cast.anna, now=now) == {"hard": "the silence"}
    destroy(log, because="the writer's wish", now=now)
    assert SealedText.objects.get().destroyed_because == "the writer's wish"


def test_destroyed_words_cannot_be_brought_back(frozen, log, now):
    kept = bytes(frozen.ciphertext)
    destroy(log, because="the writer's wish", now=now)
    refused(lambda: SealedText.objects.filter(pk=frozen.pk).update(ciphertext=kept, destroyed_at=None))


def test_a_draft_changes_and_goes(log, now):
    text = begin_words(log, now=now)
    SealedText.objects.filter(pk=text.pk).update(version=3)
    type(log).objects.update(text=None)
    assert text.delete()[0] == 1


def test_the_trail_refuses_change_and_deletion(entry, cast):
    refused(lambda: AccessEntry.objects.update(actor=cast.ben))
    refused(lambda: AccessEntry.objects.update(reason="a better one"))
    refused(AccessEntry.objects.all().delete)
    refused(entry.delete)
    refused(by_hand("UPDATE confidential_accessentry SET action = %s", "looked away"))
    refused(by_hand("DELETE FROM confidential_accessentry"))


def test_installing_again_changes_nothing(entry):
    triggers.install()
    triggers.install()
    refused(AccessEntry.objects.all().delete)


@pytest.fixture
def a_stranger(transactional_db):
    """A connection that somebody opens by hand: the triggers are in the database, the settings are not."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = OFF")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.fixture(params=["ours", "a stranger's"])
def any_connection(request):
    if request.param == "a stranger's":
        request.getfixturevalue("a_stranger")


def replacing(model, row, key):
    """An INSERT OR REPLACE of a copy of `row` with another key, but for the columns of `key`."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = [
        "lower(hex(randomblob(16)))" if column in {"id", "record_id"} - set(key) else f'"{column}"'
        for column in columns
    ]
    names = ", ".join(f'"{column}"' for column in columns)
    if "rowid" in key:
        names, values = f"rowid, {names}", ["rowid", *values]
    table, pk = model._meta.db_table, model._meta.pk.column
    copy = f'SELECT {", ".join(values)} FROM "{table}" WHERE "{pk}" = %s'
    return f'INSERT OR REPLACE INTO "{table}" ({names}) {copy}', row


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces what is in the way")
@pytest.mark.parametrize("key", [("id",), ("rowid",), ("record_model", "record_id")], ids="-".join)
def test_a_frozen_text_is_not_replaced_by_one_of_the_same_key(any_connection, frozen, key):
    statement, row = replacing(SealedText, frozen.pk.hex, key)
    refused(by_hand(statement, row))
    assert SealedText.objects.get() == frozen


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces what is in the way")
@pytest.mark.parametrize("key", [("id",)], ids="-".join)
def test_a_line_of_the_trail_is_not_replaced_by_one_of_the_same_key(any_connection, entry, key):
    statement, row = replacing(AccessEntry, entry.pk, key)
    refused(by_hand(statement, row))
    assert AccessEntry.objects.get() == entry


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
@pytest.mark.parametrize("model", [AccessEntry, SealedText])
def test_a_guarded_table_is_not_emptied_at_one_go(frozen, entry, model):
    # What was written in this transaction is not pending any more, else PostgreSQL refuses before it asks the trigger.
    connection.check_constraints()
    refused(by_hand(f'TRUNCATE "{model._meta.db_table}" CASCADE'))


def test_every_connection_of_ours_asks_for_recursive_triggers(db):
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


OTHER = bytes(60)


@pytest.mark.parametrize(
    "change",
    [
        {"wrapped_key": OTHER},
        {"key_id": "another"},
        {"key_id": "another", "wrapped_key": b""},
        {"key_id": "another", "wrapped_key": OTHER[:-1]},
        {"key_id": "another", "wrapped_key": OTHER + b"x"},
    ],
    ids=["under the same name", "its name alone", "to nothing", "to fewer bytes", "to more bytes"],
)
def test_a_frozen_texts_key_changes_only_with_the_name_of_its_master(frozen, change):
    assert len(frozen.wrapped_key) == len(OTHER)
    refused(lambda: SealedText.objects.filter(pk=frozen.pk).update(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"wrapped_key": OTHER},
        {"key_id": "another"},
        {"key_id": "another", "wrapped_key": OTHER},
    ],
)
def test_a_destroyed_key_does_not_come_back(frozen, log, now, change):
    destroy(log, because="the writer's wish", now=now)
    refused(lambda: SealedText.objects.filter(pk=frozen.pk).update(**change))


def test_a_frozen_text_does_not_go_back_to_what_it_was(log):
    """The whole row, as somebody may have copied it while it was a draft."""
    save_words(log, {"hard": "what I would rather not say"}, base=0, tab="a", now=log.started_at)
    before = SealedText.objects.filter(pk=log.text.pk).values().get()
    save_words(log, {"hard": "the silence"}, base=1, tab="a", now=log.started_at)
    freeze(log)
    refused(lambda: SealedText.objects.filter(pk=log.text.pk).update(**before))


def triggers_on(model):
    """How many the database itself knows of."""
    table = {"sqlite": "sqlite_master WHERE type = 'trigger' AND tbl_name = %s"}.get(
        connection.vendor, "information_schema.triggers WHERE event_object_table = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}", [model._meta.db_table])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("model", [AccessEntry, SealedText])
def test_a_migration_that_alters_the_table_leaves_it_guarded(transactional_db, frozen, entry, model):
    """SQLite's table is copied and loses its triggers, PostgreSQL's keeps them and must let its columns be altered.

    The end of every migrate puts them back.
    """
    kept, longer = model._meta.get_field("record_model"), models.CharField(max_length=90)
    longer.set_attributes_from_name("record_model")
    counts = [triggers_on(model)]
    for old, new in ((kept, longer), (longer, kept)):
        with connection.schema_editor() as editor:
            editor.alter_field(model, old, new)
        counts.append(triggers_on(model))
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        counts.append(triggers_on(model))
        refused(by_hand(f"DELETE FROM {model._meta.db_table}"))
    # PostgreSQL keeps its triggers, and lists those on rows alone: the one on TRUNCATE is not among them.
    whole, altered = (3, 0) if connection.vendor == "sqlite" else (2, 2)
    assert counts == [whole, altered, whole, altered, whole]


@override_settings(SEALING_KEYS="new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE=")
def test_saving_after_the_freeze_is_stopped_by_the_database_itself(frozen):
    frozen.frozen, frozen.version = False, 2
    refused(frozen.save)
