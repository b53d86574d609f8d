"""Cells that a spreadsheet would run. Tables that we write and tables that we read ask the same question."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes no longer name of a sheet, and none of these in it.
LONGEST_NAME, NOT_IN_A_NAME = 31, "[]:*?/\\"
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def begins_a_formula(cell: str) -> bool:
    return cell.lstrip(" \u00a0").startswith(FORMULA)


def safe_cell(cell: str) -> str:
    """`cell` as text that no spreadsheet runs: a leading apostrophe before whatever could start a formula."""
    return f"'{cell}" if begins_a_formula(cell) else cell


class _Line:
    """What `csv` writes a line to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def table_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A table to download. Of however many rows no more is held than their text.

    Not streamed: what is asked of the database belongs to the request, its turn and its limits.
    """
    response = HttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # The mark at the start tells spreadsheets that this is UTF-8.
    yield "\ufeff" + writer.writerow(heads)
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


class Sheet(NamedTuple):
    """One table of a workbook. Numbers stay numbers there."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str | int]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """As XLSX. What a spreadsheet would run is text."""
    from openpyxl import Workbook  # noqa: PLC0415 -- large, and wanted by few requests: each web process would hold it

    book = Workbook(write_only=True)
    for sheet in sheets:
        name = "".join(" " if char in NOT_IN_A_NAME else char for char in sheet.name)
        made = book.create_sheet(name[:LONGEST_NAME])
        made.append([safe_cell(head) for head in sheet.heads])
        for row in sheet.rows:
            made.append([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def workbook_response(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """A workbook to download."""
    response = HttpResponse(workbook(sheets), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
