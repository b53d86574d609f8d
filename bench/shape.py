#!/usr/bin/env python
"""How long functions and files are: product, tests and tools, each with its median, its p90 and its longest.

    .venv/bin/python bench/shape.py

Budget: a function has a median of 8 lines, a p90 of 20 and at most 40; a file has at most 400. Migrations are not
counted, which a command writes. Ends with status 1 where a budget is broken.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("people", "groups", "courses", "supervision", "certificates", "impact", "demo", "site")
TESTS = ("tests",)
TOOLS = ("bench", "scripts")
MEDIAN, P90, LONGEST_FUNCTION, LONGEST_FILE = 8, 20, 40, 400


@dataclass(frozen=True, order=True)
class Piece:
    lines: int
    name: str


@dataclass(frozen=True)
class Shape:
    functions: list[Piece]
    files: list[Piece]

    @property
    def median(self) -> float:
        return statistics.median(piece.lines for piece in self.functions)

    @property
    def p90(self) -> float:
        return statistics.quantiles((piece.lines for piece in self.functions), n=10)[-1]

    @property
    def is_within(self) -> bool:
        short = max(self.functions).lines <= LONGEST_FUNCTION and max(self.files).lines <= LONGEST_FILE
        return short and self.median <= MEDIAN and self.p90 <= P90

    def __str__(self) -> str:
        function, file = max(self.functions), max(self.files)
        return (
            f"{len(self.functions)} functions: median {self.median:g}, p90 {self.p90:g},"
            f" longest {function.lines} ({function.name}); {len(self.files)} files: longest {file.lines} ({file.name})"
        )


def files_in(folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def functions_in(path: Path) -> Iterator[Piece]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Piece((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")


def shape_of(folders: tuple[str, ...]) -> Shape:
    paths = list(files_in(folders))
    return Shape(
        functions=[piece for path in paths for piece in functions_in(path)],
        files=[Piece(len(path.read_text().splitlines()), str(path.relative_to(ROOT))) for path in paths],
    )


def main() -> None:
    shapes = {"product": shape_of(PRODUCT), "tests": shape_of(TESTS), "tools": shape_of(TOOLS)}
    for name, shape in shapes.items():
        print(f"{name:8} {shape}")
    sys.exit(0 if all(shape.is_within for shape in shapes.values()) else 1)


if __name__ == "__main__":
    main()
