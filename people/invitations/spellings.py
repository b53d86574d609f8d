"""How people call the columns of a table and the roles in it, and how their programs write it."""

import csv
import io
import re
from collections.abc import Iterable

from people.models import Role

EMAIL, NAME, FIRST, LAST, ROLE, SPECIALTY = ALLOWED = ("email", "name", "first name", "last name", "role", "specialty")
# What a column may also be called, without spaces, dashes and capitals.
COLUMNS = {
    EMAIL: ("email", "emailaddress", "emailaddresses", "emails", "mail", "mailaddress", "workemail", "nhsemail"),
    NAME: ("name", "names", "fullname", "displayname", "person"),
    FIRST: ("firstname", "firstnames", "first", "forename", "forenames", "givenname", "givennames"),
    LAST: ("lastname", "lastnames", "last", "surname", "surnames", "familyname", "familynames"),
    ROLE: ("role", "roles"),
    SPECIALTY: ("specialty", "specialties", "speciality", "specialities"),
}
ALSO_CALLED = {also: column for column, spellings in COLUMNS.items() for also in spellings}
OTHER_ROLES = {
    "supervisor": Role.SUPERVISOR,
    "deputy": Role.DEPUTY,
    "deputy governance lead": Role.DEPUTY,
    "editor": Role.EDITOR,
    "programme director": Role.TPD,
}
# Excel writes one before the table, so that Excel reads it.
SEPARATOR = re.compile(r'"?sep=([\t;,|])"?[\s;,|"]*+', re.IGNORECASE)
BETWEEN_WORDS, WORD = re.compile(r"[\W_]+"), re.compile(r"\w+")
MARKS = "\t;,|"


def column_called(cell: str) -> str:
    """ "E-mail address", "EMAIL_ADDRESS" and "Email:" are one column. What is not known comes back as it is."""
    return ALSO_CALLED.get(BETWEEN_WORDS.sub("", cell.casefold()), cell)


def role_called(cell: str) -> Role | None:
    return _ROLES.get(_singular(cell))


def mark_between(text: str) -> tuple[str, str]:
    """What parts two cells, and the rest of `text`, whose first line is blank if that said so.

    It is what makes most of the first line; a table that was saved again may say one thing and do another.
    """
    begins, end, rest = text.partition("\n")
    told = SEPARATOR.fullmatch(begins.lstrip())
    table = f"{end}{rest}" if told else text
    said = told[1] if told else ""
    heads = {mark: _head(table, mark) for mark in MARKS}
    return max(MARKS, key=lambda mark: (_known_columns(heads[mark]), mark == said, len(heads[mark]))), table


def _head(table: str, mark: str) -> list[str]:
    return next(csv.reader(io.StringIO(table.lstrip(), newline=""), delimiter=mark), [])


def _known_columns(cells: Iterable[str]) -> int:
    return sum(column_called(cell) in ALLOWED for cell in cells)


def _singular(cell: str) -> str:
    """Word by word: "Deputies of the Governance Leads" is "deputy of the governance lead"."""
    words = WORD.findall(cell.casefold().replace("_", " "))
    spelt = (f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") for word in words)
    return " ".join("programme" if word == "program" else word for word in spelt)


_ROLES = {
    **{_singular(role.value): role for role in Role},
    **{_singular(str(role.label)): role for role in Role},
    **OTHER_ROLES,
}
