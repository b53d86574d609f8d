"""Reads for making pairs, each with a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.models import PAIR, Facilitation, PeerGroup
from people.models import Appointment, Authorisation, Programme, Role, SupervisionAssignment, User
from people.queries import programmes_of
from people.registry import Fact


def groups_coordinated_by(user: User, now: datetime) -> QuerySet[PeerGroup]:
    programmes = programmes_of(user, Role.COORDINATOR, now)
    return PeerGroup.objects.filter(programme__in=programmes).select_related("programme")


def partners_of(user: User, now: datetime) -> QuerySet[User]:
    """Whoever holds the other place of a pair that `user` is in now."""
    own = Facilitation.objects.current(now).filter(person=user).exclude(group__state=PeerGroup.State.ENDED)
    others = Facilitation.objects.current(now).filter(group__in=own.values("group")).exclude(person=user)
    return User.objects.filter(pk__in=others.values("person"))


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


def candidates(group: PeerGroup, now: datetime) -> list[Candidate]:
    """The programme's facilitators who are not in this pair: those in no group first, then by name. Four queries."""
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme=group.programme)
    held = Authorisation.objects.current(now).filter(programme=group.programme)
    authorised = set(held.values_list("person_id", flat=True))
    places = Facilitation.objects.current(now).filter(group__programme=group.programme)
    names: dict[UUID, list[str]] = defaultdict(list)
    for person_id, code_name in places.order_by("group__code_name").values_list("person_id", "group__code_name"):
        names[person_id].append(code_name)
    supervised = SupervisionAssignment.objects.current(now).filter(programme=group.programme)
    supervisors = {one.facilitator_id: one.supervisor.name for one in supervised.select_related("supervisor")}
    in_pair = places.filter(group=group).values("person")
    people = User.objects.filter(pk__in=facilitators.values("person")).exclude(pk__in=in_pair)
    found = [
        Candidate(person, person.pk in authorised, tuple(names[person.pk]), supervisors.get(person.pk, ""))
        for person in people.order_by("sort_name", "pk")
    ]
    return sorted(found, key=lambda candidate: bool(candidate.groups))


def places_with_standing(group: PeerGroup, now: datetime) -> list[tuple[Facilitation, bool]]:
    """The places that are taken, each with whether its holder is authorised."""
    held = Authorisation.objects.current(now).filter(programme=group.programme)
    authorised = set(held.values_list("person_id", flat=True))
    places = Facilitation.objects.current(now).filter(group=group).select_related("person").order_by("place")
    return [(place, place.person_id in authorised) for place in places]


def pairs_of(programme: Programme, people: Sequence[User], now: datetime) -> dict[UUID, Fact]:
    """For the list of people: with whom each is paired, and where. Two queries."""
    current = Facilitation.objects.current(now).select_related("person")
    groups = PeerGroup.objects.filter(programme=programme).exclude(state=PeerGroup.State.ENDED)
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
    others = [other.person.name for other in pair if other.person_id != place.person_id]
    if len(pair) == PAIR:
        return _("%(group)s, with %(name)s") % {"group": group.code_name, "name": others[0]}
    return _("%(group)s, the other place is free") % {"group": group.code_name}
