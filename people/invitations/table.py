"""A pasted or uploaded table of people to invite, read line by line. Every fault is named; nothing is guessed."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from foundation.spreadsheets import begins_a_formula
from people.invitations.files import MOST_LINES
from people.invitations.spellings import (
    ALLOWED,
    EMAIL,
    FIRST,
    LAST,
    NAME,
    ROLE,
    SPECIALTY,
    column_called,
    mark_between,
    role_called,
)
from people.invitations.wanted import Known, Wanted
from people.models import Programme, Role, Specialty, User
from people.names import LONGEST, full_name, name_part

LONGEST_ADDRESS = 254
NEEDED = (EMAIL, ROLE)
LINE_END = re.compile("\r\n?")
# More lines than one within a pair of quotation marks, and it was not closed where it should have been.
MOST_ROWS_IN_A_CELL = 3


@dataclass(frozen=True)
class Line:
    """One line of the table: `number` as an editor counts, its `cells`, whom it names, and what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    wanted: Wanted | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """`problems` are faults of the whole, after which no line was read."""

    lines: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def wanted(self) -> list[Wanted]:
        return [line.wanted for line in self.lines if line.wanted]

    @property
    def bad_lines(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def can_be_sent(self) -> bool:
        return bool(self.lines) and not self.problems and not self.bad_lines


@dataclass(frozen=True)
class Raw:
    """One line as it was read: its cells, or what hinders reading them."""

    number: int
    cells: list[str]
    problem: str = ""


def read_table(text: str, *, programme: Programme, by: User, now: datetime) -> Table:
    """The table in `text`: comma, semicolon or tab between cells, and a first line that names the columns."""
    rows = list(_rows(text))
    if len(rows) < 2:
        return Table(problems=(_("The list is empty. The first line names the columns, the next ones people."),))
    if len(rows) > MOST_LINES + 1:
        return Table(problems=(_("These are more than %(most)s lines. Send them in parts.") % {"most": MOST_LINES},))
    head, *rest = rows
    columns = [column_called(cell) for cell in head.cells]
    if faults := [head.problem] if head.problem else _faults_of_columns(columns, head.number):
        return Table(problems=tuple(faults))
    specialties = {_folded(specialty.name): specialty for specialty in Specialty.objects.all()}
    lines = [_line(raw, columns, specialties) for raw in rest]
    known = Known.of([line.wanted.email for line in lines if line.wanted], programme=programme, by=by, now=now)
    return Table(lines=tuple(_compared(lines, known)))


def _rows(text: str) -> Iterator[Raw]:
    """Each line that is not empty. A line's end within quotation marks is a space."""
    mark, rest = mark_between(LINE_END.sub("\n", text.lstrip("\ufeff")))
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=mark, strict=True)
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Raw(number, [], not_closed())
        else:
            stripped = [_stripped(cell) for cell in cells]
            if any(stripped):
                swallowed = any(_swallows_lines(cell, mark) for cell in cells)
                yield Raw(number, stripped, not_closed() if swallowed else "")
        number = reader.line_num + 1


def _stripped(cell: str) -> str:
    """On one line, without what cannot be seen. A dash alone is how people write "none"."""
    seen = "".join(char for char in cell if unicodedata.category(char) != "Cf")
    words = " ".join(seen.split())
    return words if words.strip("-\u2010\u2011\u2012\u2013\u2014") else ""


def _swallows_lines(cell: str, mark: str) -> bool:
    """Whether a cell of several lines holds what looks like the next people, not like a name on two lines."""
    lines = cell.strip().split("\n")
    return len(lines) > MOST_ROWS_IN_A_CELL or any(mark in line and "@" in line for line in lines[1:])


def not_closed() -> str:
    return _("A quotation mark is not closed, so the lines after it were read as part of it. Close it or take it away.")


def _faults_of_columns(columns: Sequence[str], number: int) -> list[str]:
    if any("@" in name for name in columns):
        words = _("Line %(number)s: it names a person, not the columns. Write a line above it: email, name, role.")
        return [words % {"number": number}]
    says = _(
        "The first line names the columns: email, name, role, specialty. Name and specialty may be left out, and "
        "first name and last name may be two columns."
    )
    faults = [
        _("Line %(number)s: there is no column “%(name)s”.") % {"number": number, "name": name}
        for name in NEEDED
        if name not in columns
    ]
    faults += [
        _("Line %(number)s: “%(name)s” is no column that is known here. Take it out.")
        % {
            "number": number,
            "name": name,
        }
        for name in columns
        if name and name not in ALLOWED
    ]
    faults += [
        _("Line %(number)s: the column “%(name)s” is there twice. Take one of them out.")
        % {
            "number": number,
            "name": name,
        }
        for name in ALLOWED
        if columns.count(name) > 1
    ]
    if NAME in columns and {FIRST, LAST} & set(columns):
        faults.append(_("Line %(number)s: it has the whole name and its parts. Keep one of them.") % {"number": number})
    return [*faults, says] if faults else []


def _line(raw: Raw, columns: Sequence[str], specialties: Mapping[str, Specialty]) -> Line:
    number, cells = raw.number, tuple(raw.cells)
    if problem := raw.problem or _fault_of_shape(cells, columns):
        return Line(number, cells, problems=(problem,))
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    named = {name: cell for name, cell in zip(columns, padded, strict=False) if name}
    role = role_called(named[ROLE])
    problems = tuple(_faults_of_cells(named, specialties))
    if problems and len(cells) > len(columns):
        problems = (_too_many(len(cells), columns),)
    if problems or role is None:
        return Line(number, cells, problems=problems)
    wanted = Wanted(
        email=named[EMAIL].lower(),
        role=role,
        name=_name_in(named),
        specialty=specialties.get(_folded(named.get(SPECIALTY, ""))),
    )
    return Line(number, cells, wanted)


def _fault_of_shape(cells: Sequence[str], columns: Sequence[str]) -> str:
    """Empty cells at the end are none: a spreadsheet leaves them out, or adds some."""
    filled = len(cells) - next((place for place, cell in enumerate(reversed(cells)) if cell), len(cells))
    if filled > len(columns):
        return _too_many(filled, columns)
    for column, cell in zip(columns, cells, strict=False):
        if cell and not column:
            words = _("“%(cell)s” is in a column without a name. Name it in the first line, or clear it.")
            return words % {"cell": cell}
    return ""


def _too_many(count: int, columns: Sequence[str]) -> str:
    words = _("It has %(count)s cells, the first line has %(columns)s. Put a name with a comma in quotation marks.")
    return words % {"count": count, "columns": len([*filter(None, columns)])}


def _faults_of_cells(named: Mapping[str, str], specialties: Mapping[str, Specialty]) -> Iterator[str]:
    for cell in filter(begins_a_formula, named.values()):
        yield _("“%(cell)s” begins like a formula. Take away its first character.") % {"cell": cell}
    if not named[EMAIL]:
        yield _("There is no email address. Write it, or take the line out.")
    elif not is_address(named[EMAIL]):
        yield _("“%(cell)s” is not an email address. It should look like name@example.org.") % {"cell": named[EMAIL]}
    if role_called(named[ROLE]) is None:
        roles = ", ".join(str(role.label) for role in Role)
        yield _("“%(cell)s” is not a role. The roles are: %(roles)s.") % {"cell": named[ROLE], "roles": roles}
    yield from _faults_of_name(named)
    specialty = named.get(SPECIALTY, "")
    if specialty and _folded(specialty) not in specialties:
        words = _("“%(cell)s” is not among the specialties below. Leave it empty, and they choose it.")
        yield words % {"cell": specialty}


def _faults_of_name(named: Mapping[str, str]) -> Iterator[str]:
    try:
        name = _name_in(named)
    except ValidationError as fault:
        yield _("The name: %(fault)s") % {"fault": " ".join(fault.messages)}
        return
    if len(name) > LONGEST:
        yield _("The name is longer than %(most)s characters. Shorten it.") % {"most": LONGEST}


def _name_in(named: Mapping[str, str]) -> str:
    """Whole, or from its parts. Raises ValidationError."""
    if NAME in named:
        return name_part(named[NAME])
    return full_name(name_part(named.get(FIRST, "")), name_part(named.get(LAST, "")))


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().split())


def is_address(cell: str) -> bool:
    try:
        validate_email(cell)
    except ValidationError:
        return False
    return len(cell) <= LONGEST_ADDRESS


def _compared(lines: Sequence[Line], known: Known) -> Iterator[Line]:
    """With what is wrong with a line because of the others, or of who is there already."""
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.wanted is None:
            yield line
            continue
        place = (line.wanted.email, line.wanted.role)
        problems = [known.objection(line.wanted)]
        if place in first:
            problems.append(_("The same as line %(number)s.") % {"number": first[place]})
        first.setdefault(place, line.number)
        yield replace(line, problems=tuple(filter(None, problems)))
