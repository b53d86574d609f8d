"""What a meeting's points are called on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from confidential.services import Parts
from supervision.meetings.points.models import MeetingPoints


@dataclass(frozen=True)
class Points:
    """One text, with for whom it is. The words are the same for all who read it."""

    row: MeetingPoints
    words: str

    @property
    def title(self) -> str:
        row = self.row
        if row.partner:
            return _("What was agreed with %(one)s and %(other)s") % {"one": row.person.name, "other": row.partner.name}
        return _("What %(one)s takes from it") % {"one": row.person.name}

    @property
    def read_by(self) -> str:
        if self.row.partner:
            return _("Only the two of this pair and their supervisor can read this")
        names = {"one": self.row.person.name, "supervisor": self.row.meeting.supervisor.name}
        return _("Only %(one)s and %(supervisor)s can read this") % names


def opened_points(rows: Iterable[MeetingPoints], words: Mapping[UUID, Parts]) -> list[Points]:
    """Pairs first, then each by name, of rows loaded `with_names`."""
    return [Points(row, words[row.pk].get("points", "")) for row in in_order(rows)]


def in_order(rows: Iterable[MeetingPoints]) -> list[MeetingPoints]:
    return sorted(rows, key=lambda row: (row.partner_id is None, row.person.sort_name, str(row.pk)))
