"""What was said before a meeting is opened here, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from confidential.services import open_all
from people.models import User
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.coming.permissions import lines_open_to, places_said_to
from supervision.meetings.models import MeetingAttendee


@dataclass(frozen=True)
class Said:
    """What one person said before a meeting: that they cannot come, a better time, a line."""

    place: MeetingAttendee
    line: str

    @property
    def is_about_coming(self) -> bool:
        return bool(self.place.says or self.place.other_date)


def said_before(meeting: UUID, user: User, now: datetime) -> list[Said]:
    """To `user`, who looks after them. Opens the lines: each is one line of its author's trail."""
    places = list(
        places_said_to(user, now)
        .filter(meeting=meeting)
        .select_related("person", "meeting__supervisor")
        .order_by("person__sort_name", "pk")
    )
    if not places:
        return []
    lines = list(lines_open_to(user, now).filter(meeting=meeting).select_related("text"))
    words = open_all(lines, viewer=user, now=now)
    written = {line.author_id: words[line.pk].get("line", "") for line in lines}
    said = [Said(place, written.get(place.person_id, "")) for place in places]
    return [words_of for words_of in said if words_of.line or words_of.is_about_coming]


def own_line(meeting: UUID, author: User, now: datetime) -> str:
    """What `author` wrote to their supervisor before this meeting."""
    lines = list(MeetingLine.objects.filter(meeting=meeting, author=author).select_related("text"))
    words = open_all(lines, viewer=author, now=now)
    return "".join(words[line.pk].get("line", "") for line in lines)
