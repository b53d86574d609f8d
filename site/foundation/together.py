"""Several querysets read in one statement, each with its own columns, its own order and its own instances.

    read_together([bookmarks, notes])    both have their rows now, and ask nothing when they are gone through

It is one UNION ALL. Its columns are shared by type: the first key of every queryset stands in the first column of keys,
its second in the second, and what a queryset has not is NULL there. So no value changes its type on the way, and Django
makes instances of the rows as it always does.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Rows = QuerySet[Any, Any]
Row = tuple[Any, ...]
# A column of the statement: its type, and which of that type it is.
Slot = tuple[str, int]
# Where a row stands in its queryset: no database promises to keep the order of what it puts together.
PLACE = "place_in_order"


def read_together(querysets: Iterable[Rows]) -> None:
    """Give each its rows. One that has them keeps them; what stands beside them (`prefetch_related`) is asked later."""
    asked = [question for rows in querysets if rows._result_cache is None and (question := asking(rows))]
    if asked:
        statement = Statement(asked)
        for question, found in zip(asked, statement.found(statement.values), strict=True):
            question.rows._result_cache = question.instances(found)


@dataclass
class Question:
    """A queryset as SQL. Of its columns, in their order: what each is called there, and where it goes."""

    rows: Rows
    sql: str
    values: Sequence[Any]
    names: list[str]
    slots: list[Slot]

    def statement(self, number: int, slots: Sequence[Slot]) -> str:
        quoted, own = connection.ops.quote_name, dict(zip(self.slots, self.names, strict=True))
        columns = [quoted(own[slot]) if slot in own else "NULL" for slot in slots]
        shared = f"{number}, {quoted(PLACE)}, {', '.join(columns)}"
        return f"SELECT {shared} FROM ({self.sql}) {quoted(f'asked{number}')}"  # noqa: S608 -- Django's, and own names

    def instances(self, found: list[Row]) -> list[Any]:
        """What the queryset would have made of these rows, had it asked for them."""
        if not found:
            return []
        rows = self.answered._chain()
        rows.query.answered = copy(rows.query.answered)
        rows.query.answered.found = found
        iterable: Any = self.rows._iterable_class
        return list(iterable(rows))

    @cached_property
    def answered(self) -> Any:
        """The queryset, waiting for its rows."""
        answered: Any = self.rows.all()
        query: Any = self.rows.query.chain(klass=AnsweredQuery)
        query.answered = Answered(query, connection, connection.alias)
        query.answered.setup_query()
        answered.query = query
        return answered


class Statement:
    """Several questions in one."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions
        slots = sorted({slot for question in questions for slot in question.slots})
        parts = [kinds_of(slots), *(question.statement(number, slots) for number, question in enumerate(questions))]
        self.sql = " UNION ALL ".join(parts)
        self.values = [value for question in questions for value in question.values]
        place_of = {slot: place for place, slot in enumerate(slots)}
        self.wanted = [[place_of[slot] for slot in question.slots] for question in questions]

    def found(self, values: Sequence[Any]) -> list[list[Row]]:
        """Of each question the rows in their order, each with its own columns."""
        rows: list[list[tuple[int, Row]]] = [[] for _ in self.questions]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            for number, place, *columns in cursor:
                rows[number].append((place, tuple([columns[index] for index in self.wanted[number]])))
        return [[columns for _, columns in sorted(of_one, key=lambda row: row[0])] for of_one in rows]


def asking(rows: Rows) -> Question | None:
    """None for a queryset that cannot find anything, and so is answered.

    Raises TypeError for one that is distinct: a number for where a row stands would make all of them so.
    """
    if rows.query.distinct:
        raise TypeError("a queryset that leaves out what is double is read by itself")
    order: Any = rows.query.order_by or rows.model._meta.ordering or ["pk"]
    numbered = rows.annotate(**{PLACE: Window(RowNumber(), order_by=list(order))})
    # One that is cut needs its order for that.
    numbered = numbered if rows.query.is_sliced else numbered.order_by()
    compiler = numbered.query.get_compiler(connection.alias)
    try:
        sql, values = compiler.as_sql(with_col_aliases=True)
    except EmptyResultSet:
        rows._result_cache = []
        return None
    own = [(expression, name) for expression, _sql, name in compiler.select if name != PLACE]
    return Question(rows, sql, values, [str(name) for _, name in own], slots_of([kind_of(column) for column, _ in own]))


def kind_of(column: Any) -> str:
    """The type of a column, without its length."""
    return str(column.output_field.db_type(connection)).partition("(")[0]


def slots_of(kinds: Iterable[str]) -> list[Slot]:
    """The first of a kind in the first column of that kind, the next in the next."""
    met: Counter[str] = Counter()
    slots = []
    for kind in kinds:
        slots.append((kind, met[kind]))
        met[kind] += 1
    return slots


def kinds_of(slots: Iterable[Slot]) -> str:
    """A first part of the statement, without rows: it says of which type each column is."""
    columns = [f"CAST(NULL AS {kind})" for kind, _ in slots]
    return f"SELECT 0, 0, {', '.join(columns)} WHERE 1 = 0"


class Answered(SQLCompiler):
    """Has the rows of its query already."""

    found: list[Row]

    def execute_sql(self, *_args: Any, **_how: Any) -> Any:
        return [self.found]


class AnsweredQuery(Query):
    answered: Answered

    def get_compiler(self, *_args: Any, **_how: Any) -> Answered:
        return self.answered
