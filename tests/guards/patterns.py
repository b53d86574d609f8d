"""Every pattern of ours, found by itself, and texts that a pattern would find hard."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from re import _parser  # type: ignore[attr-defined] -- the only way to see what a pattern is made of
from typing import Any

from django.apps import apps
from django.core.validators import RegexValidator
from django.urls import URLResolver, get_resolver

from confidential.screening import days
from tests.guards.repository import APPS, ROOT, our_python

Pattern = re.Pattern[str] | re.Pattern[bytes]
OURS = {app.name for app in APPS} | {"config"}
# Read by no request: settings, and the door that the server opens once.
NOT_WALKED = ("config.settings", "config.wsgi")
# Made while the site runs, from what is no text of anybody's: one of each.
MADE_LATER = {"confidential.screening.days.written": re.compile(days.written(date(2026, 11, 12)), re.IGNORECASE)}
# Whose patterns a function builds: the first once, so that they stand in the module afterwards; the second as above.
BUILT = {"site/confidential/screening/patterns.py", "site/confidential/screening/days.py"}
MAKES_A_PATTERN = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


def all_patterns() -> dict[str, Pattern]:
    """Name -> pattern: of our modules, of what validates a field, and of the site's addresses."""
    found = dict(MADE_LATER) | dict(patterns_of_addresses()) | dict(patterns_of_validators())
    for path in our_python():
        if not (name := module_name(path)).startswith(NOT_WALKED):
            for key, value in vars(import_module(name)).items():
                found |= {f"{name}.{key}{at}": pattern for at, pattern in patterns_in(value)}
    return distinct(found)


def distinct(named: dict[str, Pattern]) -> dict[str, Pattern]:
    """Each once, under the name by which it was found first."""
    by_pattern = {pattern: name for name, pattern in reversed(named.items())}
    return {name: pattern for pattern, name in by_pattern.items()}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts[parts[0] == "site" :] if part != "__init__")


def patterns_in(value: Any, depth: int = 3) -> Iterator[tuple[str, Pattern]]:
    """Also in what holds it: a dictionary, a list, a rule, a class."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth:
        for at, held in held_by(value):
            yield from ((f"{at}{below}", pattern) for below, pattern in patterns_in(held, depth - 1))


def held_by(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"[{key!r}]", held) for key, held in [*value.items(), *((key, key) for key in value)])
    elif isinstance(value, list | tuple | set | frozenset):
        yield from ((f"[{at}]", held) for at, held in enumerate(value))
    elif isinstance(value, type) and value.__module__.split(".")[0] in OURS:
        yield from ((f".{name}", held) for name, held in vars(value).items() if isinstance(held, re.Pattern))
    elif is_dataclass(value):
        yield from ((f".{field.name}", getattr(value, field.name)) for field in fields(value))


def patterns_of_validators() -> Iterator[tuple[str, Pattern]]:
    for model in apps.get_models():
        for field in model._meta.fields:
            for validator in field.validators:
                if isinstance(validator, RegexValidator):
                    yield f"validator {validator.regex.pattern}", validator.regex


def patterns_of_addresses(resolver: URLResolver | None = None) -> Iterator[tuple[str, Pattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        regex = pattern.pattern.regex
        yield f"address {regex.pattern}", regex
        if isinstance(pattern, URLResolver):
            yield from patterns_of_addresses(pattern)


def patterns_within_functions() -> list[str]:
    """Where a function gives `re` a pattern of its own: file and line."""
    return [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in our_python()
        if str(path.relative_to(ROOT)) not in BUILT
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if gives_a_pattern(call)
    ]


def gives_a_pattern(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in MAKES_A_PATTERN
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
    )


# What a pattern finds hard is made of itself: what it finds, again and again, with its last sign missing, and each of
# its repeats drawn out behind what comes before it.

ANY = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
}
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def near_misses(pattern: Pattern) -> set[str]:
    """Units to be repeated, each with what stands before it: `head + unit * n`, as "head\\0unit"."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    whole = example(parsed)
    drawn_out = {f"{head}\0{unit}" for head, unit in repeats(parsed, "") if unit}
    return drawn_out | {f"\0{whole}", f"\0{whole[:-1]}", f"\0{whole} ", f"\0{whole[:-1]}\n"}


def example(parsed: Any) -> str:
    """A text that such a pattern may find, as short as it can be."""
    return "".join(map(example_of, parsed))


def example_of(item: tuple[Any, Any]) -> str:
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return chr(value)
    if kind == "NOT_LITERAL":
        return "a" if value != ord("a") else "b"
    if kind == "IN":
        return one_of(value)
    if kind == "ANY":
        return "a"
    if kind == "BRANCH":
        return max(map(example, value[1]), key=len)
    if kind in REPEATS:
        return example(value[2]) * max(1, value[0])
    return example(value[-1]) if kind in {"SUBPATTERN", "ATOMIC_GROUP"} else ""


def one_of(members: list[tuple[Any, Any]]) -> str:
    if str(members[0][0]) == "NEGATE":
        refused = {chr(value) for kind, value in members if str(kind) == "LITERAL"}
        return next(item for item in "a7-" if item not in refused)
    kind, value = members[0]
    if str(kind) == "RANGE":
        return chr(value[0])
    return chr(value) if str(kind) == "LITERAL" else ANY[str(value)]


def repeats(parsed: Any, head: str) -> Iterator[tuple[str, str]]:
    """(what comes before it, what is repeated) for each repeat, those within others included."""
    for item in parsed:
        kind, value = str(item[0]), item[1]
        if kind in REPEATS:
            yield head, example(value[2])
            yield from repeats(value[2], head)
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from repeats(branch, head)
        elif kind in {"SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"}:
            yield from repeats(value[-1] if kind != "ATOMIC_GROUP" else value, head)
        head += example_of(item)
