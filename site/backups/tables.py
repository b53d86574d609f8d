"""Every row of every table as one line of JSON, the same on SQLite and PostgreSQL, and back again.

Columns are read and written as the database holds them, past the models' own fields and managers: some of those leave
out what they no longer know (a page's removed blocks), or return rows of other models.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

# What can be made anew, differs between databases, or must not outlive the machine: a live session is a key to it.
LEFT_OUT = {
    "delivery.Turn",
    "sessions.Session",
    "people.Tally",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
}
ROWS_AT_ONCE = 500

WHOLE_NUMBERS = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SmallIntegerField",
)
TEXTS = ("CharField", "FileField", "SlugField", "TextField", "JSONField")
OTHERS = (
    models.BinaryField,
    models.BooleanField,
    models.DateField,
    models.DateTimeField,
    models.FloatField,
    models.TimeField,
    models.UUIDField,
)
# Kind of column -> a field that knows that kind, and nothing of what an app makes of it. Any other kind raises.
KINDS: dict[str, "models.Field[Any, Any]"] = {
    **{kind: models.BigIntegerField() for kind in WHOLE_NUMBERS},
    **{kind: models.TextField() for kind in TEXTS},
    **{field.__name__: field() for field in OTHERS},
}

Model = type[models.Model]
Convert = Callable[[Any], Any]
# As `json.dumps(..., ensure_ascii=False)` writes it, which makes itself an encoder for each row.
as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Column:
    """`attribute` is its name in a backup; `name` its name in the database."""

    attribute: str
    name: str
    kind: str

    @property
    def is_plain(self) -> bool:
        """Whether JSON, Python and both databases hold its values alike: most are, and are handed on as they come."""
        return self.kind in WHOLE_NUMBERS or (self.kind in TEXTS and self.kind != "JSONField")

    def teller(self) -> Convert:
        """Makes of what the database holds what JSON can hold."""
        if self.kind == "JSONField":
            return _canonical
        converters = connection.ops.get_db_converters(models.Value(None, output_field=KINDS[self.kind]))

        def told(value: Any) -> Any:
            for convert in converters:
                value = convert(value, None, connection)
            return _as_text(value)

        return told

    def storer(self) -> Convert:
        """Makes of what was told what this database takes."""
        bare = KINDS[self.kind]

        def stored(told: Any) -> Any:
            return None if told is None else bare.get_db_prep_value(bare.to_python(told), connection, prepared=False)

        return stored


def _canonical(value: Any) -> Any:
    """The two databases keep the keys of a JSON object in different orders."""
    return None if value is None else json.dumps(json.loads(value), sort_keys=True, ensure_ascii=False)


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def backed_up_models() -> list[Model]:
    """The models whose rows belong in a backup, those of many-to-many tables among them, by label."""
    every = apps.get_models(include_auto_created=True)
    stored = (model for model in every if model._meta.managed and not model._meta.proxy)
    return sorted((model for model in stored if model._meta.label not in LEFT_OUT), key=lambda model: model._meta.label)


def columns_of(model: Model) -> list[Column]:
    """The columns of the model's own table."""
    return [Column(field.attname, str(field.column), _kind(field)) for field in model._meta.local_concrete_fields]


def _kind(field: Any) -> str:
    while field.remote_field is not None:
        field = field.target_field
    return str(field.get_internal_type())


@contextmanager
def snapshot() -> Iterator[None]:
    """Read all tables as they stood at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            lift_time_limits()
            yield
    else:
        # Not `atomic`: that would take SQLite's one write lock, and every saving would have to wait.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def lift_time_limits() -> None:
    """For this transaction: PostgreSQL would end one that writes a large file meanwhile, as it should a page's."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")


def lines_of(model: Model) -> Iterator[bytes]:
    """The rows of `model` in the order of their keys, a line each."""
    # In the order in which a line has them.
    columns = sorted(columns_of(model), key=lambda column: column.attribute)
    attributes = [column.attribute for column in columns]
    tellers = [(place, column.teller()) for place, column in enumerate(columns) if not column.is_plain]
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in columns)
    key = quote(str(model._meta.pk.column))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)} ORDER BY {key}")  # noqa: S608 -- own names
        for row in cursor:
            told = list(row)
            for place, tell in tellers:
                told[place] = tell(told[place])
            yield f"{as_json(dict(zip(attributes, told, strict=True)))}\n".encode()


def load(model: Model, lines: Iterable[bytes]) -> None:
    """Insert rows as `lines_of` wrote them, keys and all, and nothing else: no signal, no automatic date."""
    columns = columns_of(model)
    attributes = [column.attribute for column in columns]
    storers = [(place, column.storer()) for place, column in enumerate(columns) if not column.is_plain]
    quote = connection.ops.quote_name
    names, places = ", ".join(quote(column.name) for column in columns), ", ".join(["%s"] * len(columns))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 -- own names
    rows = (_stored(attributes, storers, json.loads(line)) for line in lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(insert, batch)


def rows_of(model: Model, lines: Iterable[bytes]) -> Iterator[Any]:
    """What `lines_of` wrote, as rows of `model` that are in no database."""
    columns = columns_of(model)
    for line in lines:
        told = json.loads(line)
        yield model(**{column.attribute: _bare(column, told[column.attribute]) for column in columns})


def _bare(column: Column, told: Any) -> Any:
    if told is None:
        return None
    return json.loads(told) if column.kind == "JSONField" else KINDS[column.kind].to_python(told)


def _stored(attributes: list[str], storers: list[tuple[int, Convert]], told: dict[str, Any]) -> list[Any]:
    values = [told[attribute] for attribute in attributes]
    for place, store in storers:
        values[place] = store(values[place])
    return values


def clear(model: Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 -- own name


def go_on_numbering() -> None:
    """Let the database number new rows after those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), backed_up_models()):
            cursor.execute(statement)
