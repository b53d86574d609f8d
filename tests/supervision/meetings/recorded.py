"""What a record of a meeting says, kept beside the database; and dated rows, judged by their days alone."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class Recorded:
    """What somebody wrote, as it was written, and what was added to it."""

    begins: datetime
    day: date
    minutes: int
    words: str
    at: datetime
    by: object
    came: dict[object, bool]
    added: list[tuple[object, bool]] = field(default_factory=list)

    def was_there(self, person: object) -> bool:
        said = [there for person_added, there in self.added if person_added == person]
        return said[-1] if said else self.came.get(person, False)


def at(rows, now: datetime) -> list[object]:
    return [row for row in rows if row.starts_at <= now and (row.ends_at is None or now < row.ends_at)]


def within(rows, begins: datetime, ends: datetime) -> list[object]:
    return [row for row in rows if row.starts_at < ends and (row.ends_at is None or begins < row.ends_at)]
