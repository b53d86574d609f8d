"""A group ends, with the places in its pair; or a place ends, by itself or with the role of whoever holds it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.http import Request
from foundation.refusals import Refusal
from groups.deeds import PlaceDeed
from groups.models import Facilitation, PeerGroup
from groups.moves.endings import reason_decided
from groups.moves.services import record_move
from people.endings.days import last_date, last_day
from people.endings.kinds import EndingKind
from people.endings.models import Ending, Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling, Words
from people.models import Role, SupervisionAssignment, User
from people.queries import programmes_of
from people.services import note_about, refuse_unless_coordinator


def place_occasion(place: Facilitation, *, by: User | None, at: datetime, now: datetime) -> Occasion:
    return Occasion(Event.PAIR_SPLITS, place.group.programme, place, at=at, now=now, by=by, gone=place.person)


class PairSplits(EndingKind):
    """At once, or on a day that lies ahead: a rotation ends when it ends."""

    dated = True
    button = gettext_lazy("End this place")

    def load(self, request: Request, pk: UUID | None, /, **_more: Any) -> Occasion:
        coordinated = programmes_of(request.user, Role.COORDINATOR, request.now)
        places = Facilitation.objects.current(request.now).filter(group__programme__in=coordinated)
        place = get_object_or_404(places.select_related("group__programme", "person"), pk=pk)
        return place_occasion(place, by=request.user, at=request.now, now=request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        place = Facilitation.objects.select_related("group__programme", "person").get(pk=ending.subject_id)
        return place_occasion(place, by=ending.by, at=ending.at, now=now)

    def title(self, occasion: Occasion) -> str:
        place: Facilitation = occasion.subject
        return _("%(name)s: no longer in %(group)s?") % {"name": place.person.name, "group": place.group.code_name}

    def sentences(self, _occasion: Occasion) -> Sequence[Words]:
        return (
            _("past sessions keep the names of those who facilitated them"),
            _("their partner keeps the other place"),
        )

    def said(self, occasion: Occasion) -> str:
        place: Facilitation = occasion.subject
        words = {"name": place.person.name, "group": place.group.code_name}
        if occasion.at > occasion.now:
            words["day"] = last_day(occasion.at, occasion.programme)
            return _("%(name)s leaves %(group)s after %(day)s. Everyone concerned has been told.") % words
        return _("%(name)s is no longer in %(group)s.") % words

    def back(self, _request: Request, occasion: Occasion) -> str:
        return reverse("groups:detail", args=[occasion.subject.group_id])

    def locked(self, occasion: Occasion) -> Occasion:
        places = Facilitation.objects.select_for_update(of=("self",)).select_related("group__programme", "person")
        return replace(occasion, subject=places.get(pk=occasion.subject.pk))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ends_at: datetime | None = occasion.subject.ends_at
        return ends_at

    def refuse(self, occasion: Occasion) -> None:
        if occasion.by:
            refuse_unless_coordinator(occasion.by, occasion.programme, occasion.now)

    def decide(self, occasion: Occasion) -> None:
        """Its last day stands in the place itself: the next may begin then, and nobody before."""
        if occasion.at > occasion.now:
            self._refuse_over_the_next(occasion)
            self._ends(occasion.subject, occasion.at)

    def _refuse_over_the_next(self, occasion: Occasion) -> None:
        if first := self._following(occasion).filter(starts_at__lt=occasion.at).first():
            words = {"name": first.person.name, "day": last_day(first.starts_at, occasion.programme)}
            raise Refusal(
                _("%(name)s has this place after %(day)s. Enter that day, or take theirs back first.") % words
            )

    def _following(self, occasion: Occasion) -> QuerySet[Facilitation]:
        """Who begins in this place on a day ahead, and the same person in the other one."""
        place: Facilitation = occasion.subject
        others = Facilitation.objects.filter(group=place.group_id, starts_at__gte=occasion.now).exclude(pk=place.pk)
        following = others.filter(Q(place=place.place) | Q(person=place.person_id))
        return following.select_related("person").order_by("starts_at")

    def take_back(self, occasion: Occasion) -> None:
        if first := self._following(occasion).first():
            raise Refusal(
                _("%(name)s was given this place after it. Take that back first.") % {"name": first.person.name}
            )
        self._ends(occasion.subject, None)

    def _ends(self, place: Facilitation, at: datetime | None) -> None:
        place.ends_at = at
        place.save(update_fields=["ends_at"])

    def carry_out(self, occasion: Occasion) -> None:
        place = occasion.subject
        place.ends_at = occasion.at
        place.save(update_fields=["ends_at"])
        note_about(place, actor=occasion.by or place.person, deed=PlaceDeed.ENDED, owner=place.person, now=occasion.now)

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        """With the group they are told of that, and of nothing else."""
        place: Facilitation = occasion.subject
        if PeerGroup.objects.filter(pk=place.group_id, state=PeerGroup.State.ENDED).exists():
            return ()
        words = {"name": place.person.name, "group": place.group.code_name}
        partners = Facilitation.objects.current(occasion.now).filter(group=place.group_id).exclude(pk=place.pk)
        alone = [place.person for place in partners.select_related("person")]
        left = _("%(name)s is no longer in the pair of %(group)s.") % words
        return (
            Telling(
                place.person,
                _(
                    "You no longer facilitate %(group)s. You can still record what took place "
                    "before, and what you wrote about it stays yours, drafts too."
                )
                % words,
                reverse("groups:sessions"),
            ),
            *(
                Telling(
                    item,
                    _("%(left)s A coordinator is looking for a new partner for you.") % {"left": left},
                    reverse("groups:detail", args=[place.group_id]),
                )
                for item in alone
            ),
            *(
                Telling(person, left, reverse("desk:list"))
                for person in supervisors_of([place.person, *alone], occasion)
            ),
        )

    def announces(self, occasion: Occasion) -> Sequence[Telling]:
        """The pair, and who supervises them, know the day. Of a place that goes with its group or role: nothing."""
        place: Facilitation = occasion.subject
        if not Ending.objects.ahead().of(occasion.event, occasion.programme, place.pk).exists():
            return ()
        words = {"name": place.person.name, "group": place.group.code_name}
        words |= {"day": last_day(occasion.at, occasion.programme)}
        left = _("%(name)s leaves the pair of %(group)s after %(day)s.") % words
        partners = Facilitation.objects.current(occasion.now).filter(group=place.group_id).exclude(pk=place.pk)
        alone = [other_place.person for other_place in partners.select_related("person")]
        page = reverse("groups:detail", args=[place.group_id])
        return (
            Telling(place.person, _("Your last day in %(group)s is %(day)s.") % words, page),
            *(Telling(person, left, page) for person in alone),
            *(
                Telling(person, left, reverse("desk:list"))
                for person in supervisors_of([place.person, *alone], occasion)
            ),
        )


class GroupEnds(EndingKind):
    """A group that runs is ended on a day that is announced; one that never ran, at once if need be."""

    dated = True
    button = gettext_lazy("End this group")

    def load(self, request: Request, pk: UUID | None, /, **_more: Any) -> Occasion:
        groups = PeerGroup.objects.filter(programme__in=programmes_of(request.user, Role.COORDINATOR, request.now))
        group = get_object_or_404(groups.exclude(state=PeerGroup.State.ENDED).select_related("programme"), pk=pk)
        return group_occasion(group, by=request.user, at=request.now, now=request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        group = PeerGroup.objects.select_related("programme").get(pk=ending.subject_id)
        return group_occasion(group, by=ending.by, at=ending.at, now=now)

    def title(self, occasion: Occasion) -> str:
        return _("End the group %(group)s?") % {"group": occasion.subject.code_name}

    def sentences(self, _occasion: Occasion) -> Sequence[Words]:
        return (
            _("the group stops meeting, and both places in its pair end"),
            _("the two who facilitated it can still record what took place before"),
            _("what was recorded, and everything that was written about it, stays as it is"),
        )

    def said(self, occasion: Occasion) -> str:
        words = {"group": occasion.subject.code_name, "day": last_day(occasion.at, occasion.programme)}
        if occasion.at > occasion.now:
            return _("%(group)s ends after %(day)s. Everyone concerned has been told.") % words
        return _("%(group)s has ended. Everyone concerned has been told.") % words

    def back(self, _request: Request, occasion: Occasion) -> str:
        return reverse("groups:detail", args=[occasion.subject.pk])

    def locked(self, occasion: Occasion) -> Occasion:
        groups = PeerGroup.objects.select_for_update(of=("self",)).select_related("programme")
        return replace(occasion, subject=groups.get(pk=occasion.subject.pk))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ended_at: datetime | None = occasion.subject.ended_at
        return ended_at

    def refuse(self, occasion: Occasion) -> None:
        if occasion.by:
            refuse_unless_coordinator(occasion.by, occasion.programme, occasion.now)
        group: PeerGroup = occasion.subject
        if occasion.at <= occasion.now and not PeerGroup.MOVES.allow(group.state, PeerGroup.State.ENDED):
            raise Refusal(
                _(
                    "This group is %(state)s, so announce its end first: then both know which "
                    "session is the last. Enter the last day; it can be today."
                )
                % {"state": group.get_state_display()}
            )

    def decide(self, occasion: Occasion) -> None:
        """It is announced, or announced anew. A group that has no pair yet is not announced to be ending."""
        state, ending = occasion.subject.state, PeerGroup.State.ENDING
        if occasion.at > occasion.now and (state == ending or PeerGroup.MOVES.allow(state, ending)):
            self._become(occasion, ending, last_day=last_date(occasion.at, occasion.programme))

    def take_back(self, occasion: Occasion) -> None:
        if PeerGroup.MOVES.allow(occasion.subject.state, PeerGroup.State.RUNNING):
            self._become(occasion, PeerGroup.State.RUNNING)

    def _become(self, occasion: Occasion, state: str, last_day: date | None = None) -> None:
        record_move(
            group=occasion.subject,
            to=state,
            by=occasion.by,
            reason=reason_decided(occasion),
            last_day=last_day,
            now=occasion.now,
        )

    def carry_out(self, occasion: Occasion) -> None:
        group: PeerGroup = occasion.subject
        group.ended_at = occasion.at
        group.save(update_fields=["ended_at"])
        self._become(occasion, PeerGroup.State.ENDED)

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        words = {"group": occasion.subject.code_name}
        own = (
            _(
                "The group %(group)s has ended. You can still record what took place before, and "
                "what you wrote about it stays yours, drafts too."
            )
            % words
        )
        return self._tell_all(occasion, own, _("The group %(group)s has ended.") % words)

    def announces(self, occasion: Occasion) -> Sequence[Telling]:
        words = {"group": occasion.subject.code_name, "day": last_day(occasion.at, occasion.programme)}
        said = _("The group %(group)s ends after %(day)s.") % words
        return self._tell_all(occasion, said, said)

    def _tell_all(self, occasion: Occasion, own: str, supervisors: str) -> Sequence[Telling]:
        pair = [other_occasion.subject.person for other_occasion in places_with_the_group(occasion, ended=True)]
        return (
            *(Telling(person, own, reverse("groups:sessions")) for person in pair),
            *(Telling(person, supervisors, reverse("desk:list")) for person in supervisors_of(pair, occasion)),
        )


def group_occasion(group: PeerGroup, *, by: User | None, at: datetime, now: datetime) -> Occasion:
    return Occasion(Event.GROUP_ENDS, group.programme, group, at=at, now=now, by=by)


def supervisors_of(people: Sequence[User], occasion: Occasion) -> list[User]:
    """Who supervises any of them in the programme, each once, and is not one of them."""
    assignments = SupervisionAssignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=occasion.at),
        facilitator__in=people,
        programme=occasion.programme,
        starts_at__lte=occasion.at,
    )
    return list(User.objects.filter(pk__in=assignments.values("supervisor")).order_by("sort_name", "pk"))


def places_with_the_group(occasion: Occasion, *, ended: bool = False) -> Sequence[Occasion]:
    """Nobody has a place in a group that has ended. `ended`: those that have just ended with it, too."""
    if occasion.event != Event.GROUP_ENDS:
        return ()
    lasting = Q(ends_at=None) | (Q(ends_at__gte=occasion.at) if ended else Q(ends_at__gt=occasion.at))
    places = Facilitation.objects.select_related("group__programme", "person").filter(
        lasting, group=occasion.subject, starts_at__lt=occasion.at
    )
    return [
        place_occasion(place, by=occasion.by, at=occasion.at, now=occasion.now) for place in places.order_by("place")
    ]


def places_with_the_role(occasion: Occasion) -> Sequence[Occasion]:
    """A facilitator who leaves the programme leaves its pairs."""
    if occasion.event != Event.ROLE_ENDS or occasion.subject.role != Role.FACILITATOR:
        return ()
    ended_places = Facilitation.objects.select_related("group__programme", "person").filter(
        Q(ends_at=None) | Q(ends_at__gt=occasion.at),
        person=occasion.subject.person_id,
        group__programme=occasion.programme,
        starts_at__lt=occasion.at,
    )
    places = ended_places.order_by("starts_at", "pk")
    return [place_occasion(place, by=occasion.by, at=occasion.at, now=occasion.now) for place in places]


def find_coming(occasion: Occasion) -> Sequence[Hanging]:
    """Places that would begin after a group has ended, or after their holder's role has."""
    coming = Facilitation.objects.filter(group__programme=occasion.programme, starts_at__gte=occasion.at)
    if occasion.event == Event.GROUP_ENDS:
        coming = coming.filter(group=occasion.subject)
    elif occasion.subject.role == Role.FACILITATOR:
        coming = coming.filter(person=occasion.subject.person_id)
    else:
        return []
    return [_not_given(place) for place in coming.select_related("person", "group").order_by("starts_at", "pk")]


def _not_given(place: Facilitation) -> Hanging:
    words = _("%(name)s was going to join %(group)s") % {"name": place.person.name, "group": place.group.code_name}
    told = _("You were going to join the pair of %(group)s. That place is no longer yours.")
    tells = [Telling(place.person, told % {"group": place.group.code_name})]

    def carry_out() -> None:
        Facilitation.objects.filter(pk=place.pk).delete()

    return Hanging(place.pk, words, [Choice("gone", _("The place is not given"), carry_out, tells)], place.person)


COMING = Entry(gettext_lazy("Places that begin later"), frozenset({Event.GROUP_ENDS, Event.ROLE_ENDS}), find_coming)
