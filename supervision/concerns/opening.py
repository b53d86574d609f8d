"""Open the words of a concern and of its notes, for whoever may read them."""

from dataclasses import dataclass
from datetime import datetime

from confidential.services import Parts, open_all
from people.models import User
from supervision.concerns.forms import SPOKEN_TO
from supervision.concerns.models import Concern, ConcernNote


@dataclass(frozen=True)
class Opened:
    """Everything in words on the page of one concern. `plans` is how many plans are among its notes."""

    spoken_to: list[str]
    done: str
    reach: str
    notes: list[tuple[ConcernNote, str]]

    @property
    def plans(self) -> int:
        return sum(note.kind == ConcernNote.Kind.PLAN for note, _words in self.notes)


def opened(concern: Concern, viewer: User, now: datetime) -> Opened:
    notes = list(concern.notes.select_related("text", "author", "concern").order_by("at", "pk"))
    words = open_all([concern, *notes], viewer=viewer, now=now)
    said = words[concern.pk]
    return Opened(
        spoken_to=spoken_to(said),
        done=said.get("done", ""),
        reach=said.get("reach", ""),
        notes=[(note, words[note.pk].get("words", "")) for note in notes],
    )


def spoken_to(said: Parts) -> list[str]:
    return [str(SPOKEN_TO[code]) for code in said.get("spoken_to", "").split(",") if code in SPOKEN_TO]
