"""A pasted or uploaded table of people to invite, read line by line. Every fault is named; nothing is guessed."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from foundation.refusals import Refusal
from foundation.spreadsheets import begins_a_formula
from people.invitations.wanted import Known, Wanted
from people.models import Programme, Role, Specialty, User

MOST_LINES, MOST_BYTES = 500, 100_000
LONGEST_NAME, LONGEST_ADDRESS = 150, 254
NEEDED, ALLOWED = ("email", "role"), ("email", "name", "role", "specialty")
# What a column, or a role, may also be called.
COLUMNS = {"e-mail": "email", "e-mail address": "email", "email address": "email", "mail": "email"}
ROLES = {
    **{role.value: role for role in Role}, **{str(role.label): role for role in Role},
    "editor": Role.EDITOR, "programme director": Role.TPD,
}


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
    columns: tuple[str, ...] = field(default=ALLOWED)

    @property
    def wanted(self) -> list[Wanted]:
        return [line.wanted for line in self.lines if line.wanted]

    @property
    def bad_lines(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def can_be_sent(self) -> bool:
        return bool(self.lines) and not self.problems and not self.bad_lines


def text_of(content: bytes) -> str:
    """An uploaded file as text. Raises Refusal for what is no text, with what to do."""
    if len(content) > MOST_BYTES:
        raise Refusal(_("This file is too large for a list of people. Send %(most)s lines at most.") % {
            "most": MOST_LINES,
        })
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(
            _("This file cannot be read as text. Save it again as “CSV UTF-8”, or copy the lines and paste them.")
        ) from None
    if "\x00" in text:
        raise Refusal(_("This is not a text file. Save the table as CSV, or copy its lines and paste them."))
    return text


def read_table(text: str, *, programme: Programme, by: User, now: datetime) -> Table:
    """The table in `text`: comma, semicolon or tab between cells, and a first line that names the columns."""
    rows = list(_rows(text))
    if len(rows) < 2:
        return Table(problems=(_("There is nobody in it. The first line names the columns, the next ones people."),))
    if len(rows) > MOST_LINES + 1:
        return Table(problems=(_("These are more than %(most)s lines. Send them in parts.") % {"most": MOST_LINES},))
    columns = [COLUMNS.get(cell.lower(), cell.lower()) for cell in rows[0][1]]
    if faults := _faults_of_columns(columns):
        return Table(problems=tuple(faults))
    specialties = {specialty.name.lower(): specialty for specialty in Specialty.objects.all()}
    lines = [_line(number, cells, columns, specialties) for number, cells in rows[1:]]
    known = Known.of([line.wanted.email for line in lines if line.wanted], programme=programme, by=by, now=now)
    return Table(lines=tuple(_compared(lines, known)), columns=tuple(columns))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that is not empty. A quotation mark left open swallows lines."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    number = 1
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield number, stripped
        number = reader.line_num + 1


def _faults_of_columns(columns: Sequence[str]) -> list[str]:
    says = _("The first line names the columns: email, name, role, specialty. Name and specialty may be left out.")
    faults = [_("Line 1: there is no column “%(name)s”.") % {"name": name} for name in NEEDED if name not in columns]
    faults += [_("Line 1: “%(name)s” is no column that is known here.") % {"name": name}
               for name in columns if name not in ALLOWED]
    faults += [_("Line 1: the column “%(name)s” stands there twice.") % {"name": name}
               for name in ALLOWED if columns.count(name) > 1]
    return [*faults, says] if faults else []


def _line(number: int, cells: list[str], columns: Sequence[str], specialties: Mapping[str, Specialty]) -> Line:
    if len(cells) != len(columns):
        fault = _("It has %(count)s cells, the first line has %(columns)s. Put a name with a comma in quotation marks.")
        return Line(number, tuple(cells), problems=(fault % {"count": len(cells), "columns": len(columns)},))
    named = dict(zip(columns, cells, strict=True))
    problems = tuple(_faults_of_cells(named, specialties))
    if problems:
        return Line(number, tuple(cells), problems=problems)
    wanted = Wanted(
        email=named["email"].lower(), role=ROLES[named["role"].lower()], name=named.get("name", ""),
        specialty=specialties.get(named.get("specialty", "").lower()),
    )
    return Line(number, tuple(cells), wanted)


def _faults_of_cells(named: Mapping[str, str], specialties: Mapping[str, Specialty]) -> Iterator[str]:
    if any("\n" in cell or "\r" in cell for cell in named.values()):
        yield _("A quotation mark is not closed, so the lines after it were read as part of it.")
    for cell in filter(begins_a_formula, named.values()):
        yield _("“%(cell)s” begins like a formula. Take away its first character.") % {"cell": cell}
    if not is_address(named["email"]):
        yield _("“%(cell)s” is not an e-mail address.") % {"cell": named["email"]}
    if named["role"].lower() not in ROLES:
        roles = ", ".join(str(role.label) for role in Role)
        yield _("“%(cell)s” is not a role. The roles are: %(roles)s.") % {"cell": named["role"], "roles": roles}
    if len(named.get("name", "")) > LONGEST_NAME:
        yield _("The name is longer than %(most)s characters.") % {"most": LONGEST_NAME}
    specialty = named.get("specialty", "")
    if specialty and specialty.lower() not in specialties:
        words = _("“%(cell)s” is not among the specialties below. Leave it empty, and they choose it.")
        yield words % {"cell": specialty}


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
