"""What would end with an event, and what hangs on all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from people.endings.models import Ending, Told
from people.endings.registry import Found, Occasion, Words, entries, follows, warnings
from people.models import User


def everything_in(occasion: Occasion) -> list[Occasion]:
    """The occasion itself, then whatever else ends with it, each once."""
    found = {_key(occasion): occasion}
    waiting = [occasion]
    while waiting:
        for _name, ends_too in follows:
            for item in ends_too(waiting[0]):
                if _key(item) not in found:
                    found[_key(item)] = item
                    waiting.append(item)
        waiting.pop(0)
    return list(found.values())


def _key(occasion: Occasion) -> tuple[str, object]:
    return occasion.event, occasion.subject.pk


def hanging_on(occasion: Occasion) -> list[Found]:
    """Everything that hangs on it and on what ends with it, each once, in the order of the entries' names."""
    parts = everything_in(occasion)
    found: dict[str, Found] = {}
    for name, entry in entries:
        for part in parts:
            for hanging in entry.find(part) if part.event in entry.events else ():
                thing = Found(name, entry, hanging)
                found.setdefault(thing.name, thing)
    return list(found.values())


@dataclass(frozen=True)
class Section:
    """Some of the page: one entry with its things, or its sentence where they are not to be seen."""

    heading: Words
    unseen: Words
    things: list[Found]


def sections_of(occasion: Occasion, found: Sequence[Found]) -> list[Section]:
    """What the page says, by entry. One that hides its things is there whether or not there are any."""
    events = {part.event for part in everything_in(occasion)}
    sections = []
    for name, entry in entries:
        things = [item for item in found if item.entry_name == name and not entry.unseen]
        if things or (entry.unseen and events & entry.events):
            sections.append(Section(entry.heading, entry.unseen, things))
    return sections


def warnings_of(occasion: Occasion) -> list[Words]:
    """Each once: who leaves the programme ends several roles, and the same goes for all of them."""
    parts = everything_in(occasion)
    said = {str(words): words for _name, warn in warnings for part in parts for words in warn(part)}
    return list(said.values())


def ending_ahead(occasion: Occasion) -> Ending | None:
    """The one decided for the same subject, whose day has not come."""
    return _ahead(occasion).select_related("by", "programme").first()


def _ahead(occasion: Occasion) -> QuerySet[Ending]:
    return Ending.objects.ahead().of(occasion.event, occasion.programme, occasion.subject.pk)


def not_seen(person: User, _now: datetime) -> QuerySet[Told]:
    """What `person` was told and has not put away, the newest first. What is held waits here too."""
    return Told.objects.filter(person=person, seen_at=None).order_by("-at", "pk")
