"""Nothing is forgotten: a table, a kind of column or a folder that no backup covers fails here."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string

from backups import tables
from backups.files import roots

# Tables of SQLite's own making: the words of the search index and the statistics, both made anew after a restore.
MADE_ANEW = ("wagtailsearch_indexentry", "sqlite_stat")
# The shared cache: codes that were used and wrong tries of the last minutes.
CACHE = settings.CACHES["default"]["LOCATION"]


def test_every_table_is_kept_or_left_out_by_name(db):
    standing = {name for name in connection.introspection.table_names() if not name.startswith(MADE_ANEW)}
    backed_up = {model._meta.db_table for model in tables.backed_up_models()}
    left_out = {apps.get_model(label)._meta.db_table for label in tables.LEFT_OUT if "Index" not in label}
    assert standing - backed_up - left_out == {MigrationRecorder.Migration._meta.db_table, CACHE}


@pytest.mark.parametrize("model", tables.backed_up_models(), ids=lambda model: model._meta.label)
def test_every_column_is_of_a_known_kind(model):
    assert {column.kind for column in tables.columns_of(model)} - set(tables.KINDS) == set()


@pytest.mark.parametrize("model", tables.backed_up_models(), ids=lambda model: model._meta.label)
def test_rows_come_in_the_same_order_on_both_databases(model):
    """Text does not: each database sorts it by rules of its own."""
    keys = [column for column in tables.columns_of(model) if column.name == model._meta.pk.column]
    assert [column.kind in {"UUIDField", *tables.WHOLE_NUMBERS} for column in keys] == [True]


def test_every_folder_that_holds_files_is_in_it():
    filers = [shelf for kind in settings.FILER_STORAGES.values() for shelf in kind.values()]
    shelves = [storages["default"], storages["private"]]
    shelves += [import_string(shelf["ENGINE"])(**shelf["OPTIONS"]) for shelf in filers]
    folders = {Path(shelf.location) for shelf in shelves}
    assert [folder for folder in folders if not any(folder.is_relative_to(root) for root in roots().values())] == []
