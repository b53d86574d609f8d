"""Reads for making pairs, each with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.models import PAIR, Facilitation, PeerGroup
from people.endings.models import Ending, Event
from people.models import Appointment, Authorisation, Programme, Role, SupervisionAssignment, User
from people.queries import programmes_of
from people.registry import Fact

# A rotation's end is on the pages of a pair so long before.
TOLD_BEFORE = timedelta(weeks=8)


def groups_coordinated_by(user: User, now: datetime) -> QuerySet[PeerGroup]:
    programmes = programmes_of(user, Role.COORDINATOR, now)
    return PeerGroup.objects.filter(programme__in=programmes).select_related("programme")


def partners_of(user: User, now: datetime) -> QuerySet[User]:
    """Whoever holds the other place of a pair that `user` is in now."""
    own = Facilitation.objects.current(now).filter(person=user).exclude(group__state=PeerGroup.State.ENDED)
    partners = Facilitation.objects.current(now).filter(group__in=own.values("group")).exclude(person=user)
    return User.objects.filter(pk__in=partners.values("person"))


@dataclass(frozen=True)
class Candidate:
    """A facilitator who could be given a place: whether authorised, and which groups they are in."""

    person: User
    authorised: bool
    groups: tuple[str, ...]
    supervisor: str = ""

    @property
    def words(self) -> str:
        """With the supervisor's name: a pair of two supervisors is split."""
        standing = _("authorised") if self.authorised else _("not authorised yet")
        where = _("in %(groups)s") % {"groups": ", ".join(self.groups)} if self.groups else _("in no group")
        known = [standing, where]
        if self.supervisor:
            known.append(_("supervised by %(name)s") % {"name": self.supervisor})
        return f"{self.person.name} ({', '.join(known)})"


def candidates(group: PeerGroup, now: datetime) -> QuerySet[User]:
    """The programme's facilitators who are not in this pair: those in no group first, then by name."""
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme=group.programme)
    places = Facilitation.objects.current(now).filter(group__programme=group.programme)
    people = User.objects.filter(pk__in=facilitators.values("person"))
    return people.exclude(pk__in=places.filter(group=group).values("person")).order_by(
        ExpressionWrapper(Q(pk__in=places.values("person")), output_field=BooleanField()), "sort_name", "pk"
    )


def as_candidates(people: Sequence[User], group: PeerGroup, now: datetime) -> list[Candidate]:
    """With what tells each from the others. Three queries."""
    authorised = _authorised(people, group.programme, now)
    places = Facilitation.objects.current(now).filter(group__programme=group.programme, person__in=people)
    names: dict[UUID, list[str]] = defaultdict(list)
    for person_id, code_name in places.order_by("group__code_name").values_list("person_id", "group__code_name"):
        names[person_id].append(code_name)
    supervised = SupervisionAssignment.objects.current(now).filter(programme=group.programme, facilitator__in=people)
    supervisors = {
        assignment.facilitator_id: assignment.supervisor.name for assignment in supervised.select_related("supervisor")
    }
    return [
        Candidate(person, person.pk in authorised, tuple(names[person.pk]), supervisors.get(person.pk, ""))
        for person in people
    ]


def _authorised(people: Sequence[User], programme: Programme, now: datetime) -> set[UUID]:
    """The keys of those of `people` who are authorised there."""
    authorisations = Authorisation.objects.current(now).filter(programme=programme, person__in=people)
    return set(authorisations.values_list("person_id", flat=True))


def places_with_standing(group: PeerGroup, now: datetime) -> list[tuple[Facilitation, bool]]:
    """The places that are taken, each with whether its holder is authorised."""
    places = list(Facilitation.objects.current(now).filter(group=group).select_related("person").order_by("place"))
    authorised = _authorised([place.person for place in places], group.programme, now)
    return [(place, place.person_id in authorised) for place in places]


def pairs_of(programme: Programme, people: Sequence[User], now: datetime) -> dict[UUID, Fact]:
    """For the list of people: with whom each is paired, and where. Two queries."""
    current = Facilitation.objects.current(now).select_related("person")
    own_groups = current.filter(person__in=people).values("group")
    groups = PeerGroup.objects.filter(programme=programme, pk__in=own_groups).exclude(state=PeerGroup.State.ENDED)
    words: dict[UUID, list[str]] = defaultdict(list)
    links: dict[UUID, str] = {}
    with_pairs: Any = groups.prefetch_related(Prefetch("facilitations", queryset=current, to_attr="pair"))
    for group in with_pairs.order_by("code_name"):
        for place in group.pair:
            words[place.person_id].append(_of_one(group, place))
            links.setdefault(place.person_id, reverse("groups:detail", args=[group.pk]))
    return {
        person.pk: Fact("; ".join(words[person.pk]), links[person.pk])
        if person.pk in words
        else Fact(_("In no pair yet"), reverse("groups:list"), missing=True)
        for person in people
    }


def _of_one(group: PeerGroup, place: Facilitation) -> str:
    pair: list[Facilitation] = group.pair  # type: ignore[attr-defined]  # prefetched above
    partners = [other.person.name for other in pair if other.person_id != place.person_id]
    if len(pair) == PAIR:
        return _("%(group)s, with %(name)s") % {"group": group.code_name, "name": partners[0]}
    return _("%(group)s, the other place is free") % {"group": group.code_name}


@dataclass(frozen=True)
class Leaving:
    """Somebody whose place in a pair ends on a day that is known."""

    place: Facilitation
    ending: Ending

    @property
    def name(self) -> str:
        return self.place.person.name


def places_beside(user: User, now: datetime) -> QuerySet[Facilitation]:
    """All places of the pairs that `user` is in now."""
    own = Facilitation.objects.current(now).filter(person=user)
    return Facilitation.objects.current(now).filter(group__in=own.values("group"))


def places_end(places: QuerySet[Facilitation]) -> QuerySet[Ending]:
    """The days on which these places end, as far as they are known; the first one first."""
    ahead = Ending.objects.ahead().filter(event=Event.PAIR_SPLITS, subject_id__in=places.values("pk"))
    return ahead.select_related("programme").order_by("at", "pk")


def with_places(endings: Iterable[Ending], now: datetime) -> list[Leaving]:
    """Those of the next eight weeks, each with the place that ends. No query where there is none."""
    soon = [ending for ending in endings if ending.at <= now + TOLD_BEFORE]
    if not soon:
        return []
    places = Facilitation.objects.filter(pk__in=[ending.subject_id for ending in soon])
    known = {place.pk: place for place in places.select_related("person", "group")}
    return [Leaving(known[ending.subject_id], ending) for ending in soon]


def coming_to(groups: Any, now: datetime) -> QuerySet[Facilitation]:
    """Places in these groups that begin on a day ahead; the first one first."""
    coming = Facilitation.objects.filter(group__in=groups, starts_at__gt=now).exclude(
        group__state=PeerGroup.State.ENDED
    )
    return coming.select_related("person", "group").order_by("starts_at", "pk")


def coming_soon(user: User, now: datetime) -> QuerySet[Facilitation]:
    """Within eight weeks: one's own place, and those beside one's own."""
    own = Facilitation.objects.current(now).filter(person=user).values("group")
    coming = Facilitation.objects.filter(starts_at__gt=now, starts_at__lte=now + TOLD_BEFORE)
    coming = coming.filter(Q(person=user) | Q(group__in=own)).exclude(group__state=PeerGroup.State.ENDED)
    return coming.select_related("person", "group").order_by("starts_at", "pk")


def leaving_soon(places: QuerySet[Facilitation], now: datetime) -> list[Leaving]:
    """Which of these places end within eight weeks."""
    return with_places(places_end(places), now)
