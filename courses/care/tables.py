"""A report as a table: on a page, as CSV, and as a spreadsheet. What a spreadsheet would run is text in each."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse

from foundation.spreadsheets import Sheet, table_response, workbook_response


class Cell(NamedTuple):
    """What it says, and where it leads."""

    text: str
    url: str = ""


class Table(NamedTuple):
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_file(table: Table, kind: str) -> HttpResponse | None:
    """`kind` as the address has it. None for none of the two."""
    rows = [[cell.text for cell in row] for row in table.rows]
    if kind == "csv":
        return table_response(f"{table.name}.csv", table.heads, rows)
    if kind == "xlsx":
        return workbook_response(f"{table.name}.xlsx", [Sheet(table.name, table.heads, rows)])
    return None
