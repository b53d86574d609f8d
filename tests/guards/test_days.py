"""At half past midnight in British summer time UTC still has the day before. Only `foundation.days` makes days."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.repository import ROOT, named, our_python

# Where a day is made, and where two wall times are held against each other that were local before.
MAKERS = {"site/foundation/days.py", "site/foundation/walltime.py", "demo/clock.py"}
EXPORTS = {"exports.py"}
LOOKUP = re.compile(r"^(\w+_)?at__date(__\w+)?$")
FOUND_BY_SQL = {"TruncDate", "TruncDay", "TruncMonth", "TruncYear"}


def calls(code: str) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node.lineno, name, node


def days_made(code: str) -> list[int]:
    """Lines that make a day out of an instant without saying where."""
    found = [
        line
        for line, name, node in calls(code)
        if (name == "date" and isinstance(node.func, ast.Attribute) and not node.args and not node.keywords)
        or name == "localdate"
        or (name == "today" and not node.args)
        or (name in FOUND_BY_SQL and "tzinfo" not in {word.arg for word in node.keywords})
    ]
    return sorted({*found, *lookups(code)})


def days_of_shifted_instants(code: str) -> list[int]:
    """Lines that count days back from an instant. The clock may have been changed in between: then it is a day off."""
    return [
        line
        for line, name, node in calls(code)
        if name == "local_day"
        and node.args
        and isinstance(node.args[0], ast.BinOp)
        and "AN_INSTANT" not in ast.unparse(node.args[0])
    ]


def lookups(code: str) -> list[int]:
    """Lines that ask the database for the date of an instant: `at__date`."""
    words = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.keyword | ast.Constant)]
    named_so = [(node, node.arg if isinstance(node, ast.keyword) else node.value) for node in words]
    return [node.lineno for node, text in named_so if isinstance(text, str) and LOOKUP.match(text)]


def instants_written(code: str) -> list[int]:
    """Lines on which an instant is written as it is kept, in UTC."""
    return [
        line
        for line, name, node in calls(code)
        if name == "isoformat" and ast.unparse(node.func.value).rpartition(".")[2].endswith(("at", "now"))
    ]


def faults(seen, files: list[Path]) -> list[str]:
    return [f"{named(path)}:{line}" for path in files for line in seen(path.read_text())]


def test_no_instant_becomes_a_day_but_by_the_one_helper():
    """Instead: `local_day(now, programme.zone)`, or `local_day(now)` where there is no programme."""
    assert faults(days_made, [path for path in our_python() if named(path) not in MAKERS]) == []


def test_days_are_counted_from_a_day():
    """Instead: `local_day(now) - A_YEAR`."""
    assert faults(days_of_shifted_instants, our_python()) == []
    assert days_of_shifted_instants("day = local_day(now - A_YEAR)") == [1]


def test_exports_write_instants_by_the_one_helper():
    """Instead: `stamp(row.shared_at)`."""
    assert faults(instants_written, [path for path in our_python() if path.name in EXPORTS]) == []


def test_templates_name_days_by_filters_that_know_the_zone():
    """`now.date` in a template is a call as well."""
    pages = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert [named(path) for path in pages if ".date }}" in path.read_text() or ".now.date" in path.read_text()] == []


@pytest.mark.parametrize(
    "line",
    [
        "day = now.date()",
        "day = request.now.date()",
        "day = (now - A_YEAR).date()",
        "day = timezone.localdate(now)",
        "day = timezone.localdate()",
        "day = date.today()",
        "day = datetime.date.today()",
        "rows.filter(held_at__date=day)",
        "rows.values('at__date')",
        "rows.annotate(day=TruncDate('at'))",
        "day = now.astimezone(zone).date()",
    ],
)
def test_the_guard_sees_each_way(line):
    assert days_made(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "day = local_day(now, zone)",
        "day = date(2026, 7, 1)",
        "rows.annotate(day=TruncDate('at', tzinfo=zone))",
        "rows.filter(local_date=day)",
        "meeting.today(now)",
    ],
)
def test_the_guard_leaves_days_alone(line):
    assert days_made(line) == []
