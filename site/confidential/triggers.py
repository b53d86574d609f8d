"""Append-only tables, held by the database itself on SQLite and PostgreSQL.

Django rebuilds an SQLite table to alter it and drops its triggers without a word, so they are installed
again after every migration. Each guarded table names the columns that may still change, and under which
condition (SQL over OLD and NEW) any other update passes.

Both databases have a way round triggers on rows. SQLite's `INSERT OR REPLACE` deletes the row in the way without its
trigger, unless the connection asked for recursive triggers; so a row whose key is taken is refused before it is
inserted. PostgreSQL's TRUNCATE empties a table at one go; it has a trigger of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from foundation.registry import Registry

REFUSAL = "append-only: this row can be neither changed nor deleted"


@dataclass(frozen=True)
class Guard:
    """`model` ("app.Model") keeps its rows. `free` columns may change; so may any when `unless` holds of OLD, NEW."""

    model: str
    free: frozenset[str] = field(default_factory=frozenset)
    unless: str = ""
    # Deleting is refused where this holds of OLD.
    keep_when: str = ""
    # Of free columns: refused all the same where this holds of OLD and NEW.
    never: str = ""


guards: Registry[Guard] = Registry("which tables are append-only")


def guard(model: str, *, free: Iterable[str] = (), unless: str = "", keep_when: str = "", never: str = "") -> None:
    guards.register(model, Guard(model, frozenset(free), unless, keep_when, never))


def guard_own_tables() -> None:
    guard("confidential.AccessEntry")
    # A frozen text lets through wrapping under another master key, and destroying its key for good.
    guard(
        "confidential.SealedText",
        free={"key_id", "wrapped_key"},
        unless="OLD.frozen = {false} OR (NEW.destroyed_at IS NOT NULL AND OLD.destroyed_at IS NULL"
        " AND length(NEW.wrapped_key) = 0 AND length(NEW.ciphertext) = 0 AND NEW.digest = OLD.digest"
        " AND COALESCE(NEW.owner_id = OLD.owner_id, NEW.owner_id IS NULL AND OLD.owner_id IS NULL)"
        " AND NEW.record_id = OLD.record_id AND NEW.frozen = OLD.frozen)",
        keep_when="OLD.frozen = {true}",
        # A key and its master's name change together, the key to as many bytes; or it is destroyed for good.
        never="OLD.frozen = {true} AND CASE WHEN NEW.destroyed_at IS NULL"
        " THEN (OLD.key_id = NEW.key_id) <> (OLD.wrapped_key = NEW.wrapped_key)"
        " OR length(OLD.wrapped_key) <> length(NEW.wrapped_key)"
        " ELSE length(NEW.wrapped_key) > 0 OR OLD.key_id <> NEW.key_id END",
    )


def install_after_migrate(using: str = "default", **_kwargs: Any) -> None:
    install(using)


def install(using: str = "default") -> None:
    """Install every guard whose table stands. Running it again changes nothing."""
    connection = connections[using]
    standing = set(connection.introspection.table_names())
    for _, rule in guards:
        model = apps.get_model(rule.model)
        if model._meta.db_table in standing:
            _execute(connection, drop_statements(connection, model) + create_statements(connection, model, rule))


def remove(using: str = "default") -> None:
    """Take the guards away, for a test that must empty the tables."""
    connection = connections[using]
    for _, rule in guards:
        _execute(connection, drop_statements(connection, apps.get_model(rule.model)))


def create_statements(connection: BaseDatabaseWrapper, model: type[models.Model], rule: Guard) -> list[str]:
    table, words = model._meta.db_table, {"true": "true", "false": "false"}
    if connection.vendor == "sqlite":
        words = {"true": "1", "false": "0"}
    changed = _changed(connection, model, rule)
    update_when = f"({changed})" + (f" AND NOT ({rule.unless.format(**words)})" if rule.unless else "")
    if rule.never:
        update_when = f"({update_when}) OR ({rule.never.format(**words)})"
    delete_when = rule.keep_when.format(**words) if rule.keep_when else words["true"]
    if connection.vendor == "sqlite":
        statements = _sqlite(table, "INSERT", _taken(model))
        return [*statements, *_sqlite(table, "UPDATE", update_when), *_sqlite(table, "DELETE", delete_when)]
    truncate = [] if rule.keep_when == "{false}" else _postgresql_truncate(table)
    return [*_postgresql(table, "UPDATE", update_when), *_postgresql(table, "DELETE", delete_when), *truncate]


def drop_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    table, statements = model._meta.db_table, []
    for verb in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        name = _name(table, verb)
        if connection.vendor == "sqlite":
            statements += [f'DROP TRIGGER IF EXISTS "{name}"']
        else:
            statements += [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"', f'DROP FUNCTION IF EXISTS "{name}"()']
    return statements


def _name(table: str, verb: str) -> str:
    return f"{table}_refuses_{verb.lower()}"


def _changed(connection: BaseDatabaseWrapper, model: type[models.Model], rule: Guard) -> str:
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [f.column for f in model._meta.concrete_fields if f.name not in rule.free]
    return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)


def _taken(model: type[models.Model]) -> str:
    """Whether a row of NEW's key is there already: SQLite's own row number, or the columns of a unique constraint.

    A constraint with a condition is left to recursive triggers: it holds among rows that may still go.
    """
    fields: list[tuple[str, ...]] = [(field.name,) for field in model._meta.concrete_fields if field.unique]
    fields += [tuple(names) for names in model._meta.unique_together]
    fields += [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and constraint.condition is None
    ]
    keys = [["rowid"], *([_column(model, name) for name in names] for names in fields)]
    equal = (" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys)
    table = model._meta.db_table
    found = (f'EXISTS (SELECT 1 FROM "{table}" WHERE {condition})' for condition in equal)  # noqa: S608 -- own names
    return " OR ".join(found)


def _column(model: type[models.Model], name: str) -> str:
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    return str(columns[name])


def _sqlite(table: str, verb: str, condition: str) -> list[str]:
    trigger = f'CREATE TRIGGER "{_name(table, verb)}" BEFORE {verb} ON "{table}" WHEN {condition} '
    return [f"{trigger} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"]


def _postgresql(table: str, verb: str, condition: str) -> list[str]:
    """The condition stands in a function: a trigger that names a column would have a later migration of it refused."""
    name, row = _name(table, verb), "NEW" if verb == "UPDATE" else "OLD"
    raising = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {condition} THEN {raising}; END IF; RETURN {row}; END"
    function = f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$'
    trigger = f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    return [function, trigger]


def _postgresql_truncate(table: str) -> list[str]:
    name = _name(table, "TRUNCATE")
    raising = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
    function = f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising}; END $$'
    return [function, f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION "{name}"()']


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
