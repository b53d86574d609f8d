"""What SQLite would do for a query in a large programme: its plan, on a small database with large statistics.

SQLite plans by what `sqlite_stat1` says of each index, so a plan can be asked for without the rows. PostgreSQL's
statistics cannot be written; there `bench/growth.py` measures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

from people.models import Programme

# Tables that stay as small as they are: what a programme is made of, and what editors write.
SMALL = {
    "people.Programme",
    "groups.SessionCounts",
    "groups.VideoHosts",
    "people.Region",
    "people.Specialty",
    "people.ProgrammePlan",
    "certificates.Award",
    "certificates.AwardRule",
    "certificates.NumberSeries",
    "courses.CoursePage",
    "courses.ModulePage",
    "courses.SignedPage",
    "courses.StepPage",
    "courses.ClinicalSignOff",
    "courses.ContentGeneration",
    "courses.LearningStep",
    "courses.PracticeRule",
    "supervision.EnoughRule",
    "courses.RedoRound",
    "courses.Reshaping",
    "courses.CaseMoment",
    "courses.GlossaryTerm",
    "courses.Handout",
    "courses.HandoutVersion",
    "courses.Recording",
    "delivery.Turn",
    "groups.LetterTemplate",
    "impact.LinkingKey",
    "impact.ParticipantPage",
}
# Tables that grow, but hold only what is open or rare: to read one whole costs a millisecond for years.
FEW = {
    "groups.ProtectedTime",
    "courses.Cohort",
    "courses.PracticeDay",
    "courses.DayTrainer",
    "people.CoverWindow",
    "people.NoticeHold",
    "people.AddressChange",
}
OWN_APPS = ("people", "groups", "courses", "supervision", "certificates", "impact", "confidential", "delivery")
ROWS, PEOPLE, PROGRAMMES = 100_000, 4_000, 2
# Of columns that are neither keys nor unique: how many values there are.
DIFFERENT = {
    models.BooleanField: 2,
    models.CharField: 5,
    models.PositiveSmallIntegerField: 10,
    models.DateField: 365,
    models.DateTimeField: ROWS,
}


def growing() -> list[type[models.Model]]:
    """The models whose tables grow with people or with time."""
    own = [model for label in OWN_APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [model for model in own if model._meta.label not in SMALL | FEW]


def rows_of(model: type[models.Model]) -> int:
    if model._meta.label in FEW:
        return 200
    return PEOPLE if model._meta.app_label == "people" else ROWS


def different(model: type[models.Model], column: str) -> int:
    """How many values a column has in a large programme."""
    found: Any = next(one for one in model._meta.concrete_fields if one.column == column)
    if found.unique:
        return rows_of(model)
    if found.is_relation:
        target = found.related_model
        if target is Programme or target._meta.label in SMALL:
            return PROGRAMMES
        return min(rows_of(target), rows_of(model))
    return min(next((n for kind, n in DIFFERENT.items() if type(found) is kind), 1_000), rows_of(model))


def write_large_statistics() -> None:
    """As `ANALYZE` would in a large programme. Undone with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for model in growing():
            table = model._meta.db_table
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
            for name, unique, columns in _indexes(cursor, table):
                stat = _stat(model, columns, unique=unique)
                cursor.execute("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", [table, name, stat])
        # Reads the statistics anew.
        cursor.execute("ANALYZE sqlite_master")


def _indexes(cursor: Any, table: str) -> list[tuple[str, bool, list[str]]]:
    cursor.execute(f'PRAGMA index_list("{table}")')
    found = [(row[1], bool(row[2])) for row in cursor.fetchall()]
    indexes = []
    for name, unique in found:
        cursor.execute(f'PRAGMA index_info("{name}")')
        indexes.append((name, unique, [row[2] for row in cursor.fetchall()]))
    return indexes


def _stat(model: type[models.Model], columns: list[str], *, unique: bool) -> str:
    """ "100000 50 1": the rows, and how many of them share the first column, the first two, and so on."""
    rows = rows_of(model)
    figures, values = [rows], 1
    for number, column in enumerate(columns, start=1):
        values = min(values * different(model, column), rows)
        whole = unique and number == len(columns)
        figures.append(1 if whole else max(rows // values, 1))
    return " ".join(str(figure) for figure in figures)


# Plans ----------------------------------------------------------------------------------------------------------------

TOKEN = re.compile(r"""'(?:[^']|'')*'|"[^"]+"|\w+|\s+|.""")
ALIAS = re.compile(r"[A-Z]+\d+")
# Many rows share each of these: whoever looks for them alone looks at a large part of the table.
SHARED = {"programme_id", "state", "role", "kind", "record_model", "action"}


@dataclass
class Node:
    detail: str
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """`what` is done to each row of `table`, or it is read whole."""

    table: str
    what: str


def plan_of(sql: str, params: Any) -> Node:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        nodes = {0: Node("")}
        for number, parent, _unused, detail in cursor.fetchall():
            nodes[number] = Node(detail)
            nodes[parent].children.append(nodes[number])
    return nodes[0]


def faults_of(sql: str, params: Any) -> set[Fault]:
    """Where it reads a table that grows from end to end, or asks once more for each row of one."""
    large = {model._meta.db_table for model in growing()}
    told_apart, tables = tell_aliases_apart(sql)
    named = {alias: table for alias, table in tables.items() if table in large} | {table: table for table in large}
    return set(_faults(plan_of(told_apart, params), named))


def tell_aliases_apart(sql: str) -> tuple[str, dict[str, str]]:
    """Django calls the first table of every subquery U0, and so does SQLite's plan. Here each has a name of its own.

    Returns the query, and the table behind each alias.
    """
    tokens = TOKEN.findall(sql)
    scopes, parents = _scopes(tokens)
    names: dict[tuple[int, str], str] = {}
    tables: dict[str, str] = {}
    words = [(place, token) for place, token in enumerate(tokens) if not token.isspace()]
    for (_, verb), (_, table), (place, alias) in zip(words, words[1:], words[2:], strict=False):
        if verb in ("FROM", "JOIN") and ALIAS.fullmatch(alias):
            own = f"{alias}_{scopes[place]}"
            names[scopes[place], alias], tables[own] = own, table.strip('"')
    return "".join(
        _renamed(token, scopes[place], names, parents) if ALIAS.fullmatch(token) else token
        for place, token in enumerate(tokens)
    ), tables


def _scopes(tokens: list[str]) -> tuple[list[int], dict[int, int]]:
    """The SELECT that each token belongs to, and the one around each. The halves of a UNION are two."""
    scopes, parents, around, count = [], {0: 0}, [0], 0
    for token in tokens:
        if token == "(":
            around.append(around[-1])
        elif token == ")":
            around.pop()
        elif token == "SELECT":
            count += 1
            parents[count] = around[-2] if len(around) > 1 else 0
            around[-1] = count
        scopes.append(around[-1])
    return scopes, parents


def _renamed(alias: str, scope: int, names: dict[tuple[int, str], str], parents: dict[int, int]) -> str:
    while (scope, alias) not in names and scope:
        scope = parents[scope]
    return names.get((scope, alias), alias)


def _faults(node: Node, named: dict[str, str]) -> Iterator[Fault]:
    walked: list[str] = []
    for child in node.children:
        verb, _, rest = child.detail.partition(" ")
        table = named.get(rest.split(" ")[0])
        if table and verb == "SCAN":
            walked.append(table)
            yield Fault(table, "read whole")
        elif table and verb == "SEARCH" and _by_what_is_shared(rest):
            walked.append(table)
        if child.detail.startswith("CORRELATED") and walked:
            yield from (Fault(table, "asked once more for each row") for table in walked)
        yield from _faults(child, named)


def _by_what_is_shared(detail: str) -> bool:
    """Whether an index is searched by columns alone whose values most rows share."""
    columns = re.findall(r"(\w+)[=<>]", detail.partition("(")[2])
    return bool(columns) and set(columns) <= SHARED


def distinct(queries: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """One of each that reads, with the values that it was first asked with."""
    return {sql: params for sql, params in reversed(list(queries)) if sql.startswith("SELECT")}
