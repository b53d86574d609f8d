"""At a meeting of several pairs: to whom a part of the record goes, besides the one that everybody reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.forms import Part
from groups.models import Facilitation
from people.models import User
from supervision.meetings.models import SupervisionMeeting

# With more people than this a record has one text for everybody.
MOST_PEOPLE = 20
FOR_A_PAIR, FOR_ONE = "pair_", "for_"


@dataclass(frozen=True)
class Audience:
    """The two of a pair, or one person. `key` names their words in the draft of the record."""

    key: str
    people: tuple[User, ...]

    @property
    def names(self) -> str:
        return str(_(" and ")).join(person.name for person in self.people)

    @property
    def is_pair(self) -> bool:
        return len(self.people) > 1

    @property
    def part(self) -> Part:
        wording = _("What did you agree with %(names)s?") if self.is_pair else _("What does %(names)s take from it?")
        return Part(self.key, wording % {"names": self.names}, help_text=self._read_by, rows=2)

    @property
    def _read_by(self) -> str:
        if self.is_pair:
            return _("%(names)s, and you, can read this. No other pair can.") % {"names": self.names}
        return _("Only %(names)s and you can read this.") % {"names": self.names}


def audiences_of(meeting: SupervisionMeeting, people: Sequence[User], drafted: Collection[str] = ()) -> list[Audience]:
    """Each pair followed by its two, then the others; none at a meeting of one pair, or of very many.

    Whatever is `drafted` is among them, so that no word is out of sight once somebody does not come.
    """
    if len(people) > MOST_PEOPLE:
        return []
    pairs = pairs_among(meeting, people)
    found: dict[str, Audience] = {}
    for audience in (*(item for pair in pairs for item in (pair, *_each(pair.people))), *_each(people)):
        found.setdefault(audience.key, audience)
    several = are_several(people, pairs)
    return [audience for audience in found.values() if several or audience.key in drafted]


def _each(people: Sequence[User]) -> list[Audience]:
    return [Audience(f"{FOR_ONE}{person.pk.hex}", (person,)) for person in people]


def pairs_among(meeting: SupervisionMeeting, people: Sequence[User]) -> list[Audience]:
    """The pairs of groups, as they are when the meeting begins, of which both are among `people`. One query."""
    places = Facilitation.objects.current(meeting.starts_at).filter(person__in=people)
    by_group: dict[UUID, list[UUID]] = {}
    for group, person in places.order_by("group__code_name", "place").values_list("group", "person"):
        by_group.setdefault(group, []).append(person)
    known = {person.pk: person for person in people}
    pairs: dict[frozenset[UUID], Audience] = {}
    for group, two in by_group.items():
        if len(two) > 1:
            in_order = tuple(known[pk] for pk in known if pk in two)
            pairs.setdefault(frozenset(two), Audience(f"{FOR_A_PAIR}{group.hex}", in_order))
    return list(pairs.values())


def are_several(people: Sequence[User], pairs: Sequence[Audience]) -> bool:
    """Whether they are more than one pair, or more than one person alone."""
    return len(people) > 2 or (len(people) > 1 and not pairs)


def is_for_some(key: str) -> bool:
    """Whether these words of a draft are for a pair or for one person."""
    return key.startswith((FOR_A_PAIR, FOR_ONE))


class RecordLabels(dict[str, str | Promise]):
    """What the parts of a record are called outside its page, where the people are not at hand."""

    def get(self, key: str, default: str | Promise | None = None) -> str | Promise | None:  # type: ignore[override]
        if key.startswith(FOR_A_PAIR):
            return gettext_lazy("What you agreed with one pair")
        if key.startswith(FOR_ONE):
            return gettext_lazy("What one person takes from it")
        return super().get(key, default)
