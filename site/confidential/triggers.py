"""Append-only tables, held by the database itself on SQLite and PostgreSQL.

Django rebuilds an SQLite table to alter it and drops its triggers without a word, so they are installed
again after every migration. Each guarded table names the columns that may still change, and under which
condition (SQL over OLD and NEW) any other update passes.
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


guards: Registry[Guard] = Registry("which tables are append-only")


def guard(model: str, *, free: Iterable[str] = (), unless: str = "", keep_when: str = "") -> None:
    guards.register(model, Guard(model, frozenset(free), unless, keep_when))


def guard_own_tables() -> None:
    guard("confidential.AccessEntry")
    # A frozen text lets through wrapping under another master key, and destroying its key for good.
    guard(
        "confidential.SealedText",
        free={"key_id", "wrapped_key"},
        unless="OLD.frozen = {false} OR (NEW.destroyed_at IS NOT NULL AND OLD.destroyed_at IS NULL"
        " AND length(NEW.wrapped_key) = 0 AND length(NEW.ciphertext) = 0 AND NEW.digest = OLD.digest"
        " AND NEW.owner_id = OLD.owner_id AND NEW.record_id = OLD.record_id AND NEW.frozen = OLD.frozen)",
        keep_when="OLD.frozen = {true}",
    )


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
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
    delete_when = rule.keep_when.format(**words) if rule.keep_when else words["true"]
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    return [*build(table, "UPDATE", update_when), *build(table, "DELETE", delete_when)]


def drop_statements(connection: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    table, statements = model._meta.db_table, []
    for verb in ("UPDATE", "DELETE"):
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


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
