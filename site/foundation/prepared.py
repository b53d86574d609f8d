"""A question to the database whose SQL is made once in a process, and asked again with other values.

Django takes five to ten times as long to make the SQL of a small question as SQLite takes to answer it. Here a queryset
makes it the first time, so that who may see what is said where it always is; later only the values are put in.

    ROLES = Prepared(lambda person, now: Appointment.objects.current(now).filter(person=person).values_list("role"))
    rows = ROLES.rows(person=person.pk, now=now)

Only for `values_list`, and for values of which none changes the SQL: instants and keys, never None or a list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from inspect import signature
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import QuerySet

Value = UUID | datetime
# What stands for a value while the SQL is made: no row has such a key or instant.
FIRST_KEY, FIRST_INSTANT = 0x5EA1_0000_0000_4000_8000_0000_0000_0000, datetime(1901, 1, 1, 1, 1, 1, 901, tzinfo=UTC)
FIELDS: dict[type, "models.Field[Any, Any]"] = {UUID: models.UUIDField(), datetime: models.DateTimeField()}


@dataclass(frozen=True)
class Made:
    """SQL, its parameters (by name where a value goes in), and what turns a column into a value of Python's."""

    sql: str
    parameters: tuple[Any, ...]
    # Where in `parameters` a value goes in: place -> its name.
    places: Mapping[int, str]
    # Column -> (converters, expression), as Django's compiler says.
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]

    def without_values(self) -> tuple[str, list[Any]]:
        return self.sql, [self.places.get(place, value) for place, value in enumerate(self.parameters)]


class Prepared:
    """One question. `ask` gives its queryset for named values: keys, unless a name is `now` or ends in `_at`."""

    def __init__(self, ask: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self.ask = ask
        self.made: Made | None = None

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        made = self.made = self.made or self._make()
        parameters = list(made.parameters)
        for place, name in made.places.items():
            parameters[place] = as_stored(values[name])
        with connection.cursor() as cursor:
            cursor.execute(made.sql, parameters)
            rows = cursor.fetchall()
        return [converted(row, made) for row in rows]

    def _make(self) -> Made:
        """Made twice, with other values: what differs elsewhere than where a value goes in was reckoned from one."""
        made, again = self._made_with(0), self._made_with(1000)
        if made.without_values() != again.without_values():
            raise ValueError("a value of a prepared question has to stand in its SQL as it is")
        return made

    def _made_with(self, first: int) -> Made:
        names = signature(self.ask).parameters
        marks = {name: mark(name, number) for number, name in enumerate(names, first)}
        compiler = self.ask(**marks).query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        stored = {as_stored(value): name for name, value in marks.items()}
        places = {place: stored[value] for place, value in enumerate(parameters) if value in stored}
        columns = [column for column, _sql, _alias in compiler.select]
        return Made(sql, tuple(parameters), places, compiler.get_converters(columns))


def mark(name: str, number: int) -> Value:
    if name == "now" or name.endswith("_at"):
        return FIRST_INSTANT + timedelta(days=number)
    return UUID(int=FIRST_KEY + number)


def as_stored(value: Value) -> Any:
    return FIELDS[type(value)].get_db_prep_value(value, connection)


def converted(row: tuple[Any, ...], made: Made) -> tuple[Any, ...]:
    values = list(row)
    for column, (converters, expression) in made.converters.items():
        for convert in converters:
            values[column] = convert(values[column], expression, connection)
    return tuple(values)
