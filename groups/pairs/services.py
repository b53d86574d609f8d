"""Every write about groups and their pairs: found a group, give a place, end it, move the group on."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.lines import kept_line
from foundation.refusals import Refusal
from groups.models import PAIR, Facilitation, PeerGroup
from groups.pairs.endings import group_occasion, place_occasion
from people.endings.services import call_off, end
from people.models import Authorisation, Programme, Role, Specialty, User
from people.plans.services import refuse_without_a_plan
from people.queries import holds_role
from people.services import note_about, refuse_unless_coordinator

State = PeerGroup.State


@transaction.atomic
def found_group(
    *,
    programme: Programme,
    by: User,
    code_name: str,
    now: datetime,
    specialty: Specialty | None = None,
    rhythm: str = "",
    platform: str = "",
) -> PeerGroup:
    """A new group, which looks for its pair. Raises Refusal when the programme has one of that name."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_unless_coordinator(by, programme, now)
    code_name, rhythm, platform = map(kept_line, (code_name, rhythm, platform))
    if PeerGroup.objects.filter(programme=programme, code_name__iexact=code_name).exists():
        raise Refusal(_("There is already a group with that name. Choose another name."))
    return PeerGroup.objects.create(
        programme=programme,
        code_name=code_name,
        specialty=specialty,
        rhythm=rhythm,
        platform=platform,
        state=State.RECRUITING,
    )


@transaction.atomic
def place_in_pair(*, group: PeerGroup, person: User, by: User, now: datetime) -> Facilitation:
    """Give `person` a free place. Doing it twice is once.

    Raises Refusal unless they facilitate in the programme, and when both places are taken. Somebody who is not
    authorised yet may wait in a place, but not where the group is running.
    """
    group = _locked(group)
    refuse_unless_coordinator(by, group.programme, now)
    taken = {place.place: place for place in _places(group, now)}
    held = next((place for place in taken.values() if place.person_id == person.pk), None)
    if held:
        return held
    _refuse_unfit(group, person, now)
    free = sorted({1, PAIR} - set(taken))
    if not free:
        raise Refusal(_("Both places of this group are taken. End one of them first."))
    _free_of_who_left(group, now)
    made = Facilitation.objects.create(group=group, person=person, place=free[0], starts_at=now)
    note_about(made, actor=by, action="placed", owner=person, now=now)
    notify(person, "something_waiting", about=made.pk, now=now)
    return made


def _free_of_who_left(group: PeerGroup, now: datetime) -> None:
    """Places of those whose role has ended are free, and on record as ended."""
    held = Facilitation.objects.current(now).values("pk")
    Facilitation.objects.filter(group=group, ends_at=None, starts_at__lt=now).exclude(pk__in=held).update(ends_at=now)


def _refuse_unfit(group: PeerGroup, person: User, now: datetime) -> None:
    if group.state == State.ENDED:
        raise Refusal(_("This group has ended. Set up a new one."))
    if not holds_role(person, Role.FACILITATOR, now=now, programme_id=group.programme_id):
        raise Refusal(_("This person is not a facilitator of the programme. Invite them first."))
    authorised = Authorisation.objects.current(now).filter(programme=group.programme, person=person)
    if group.state in (State.RUNNING, State.ENDING) and not authorised.exists():
        raise Refusal(
            _("%(name)s is not authorised yet, and this group is running. Confirm the authorisation first.")
            % {"name": person.name}
        )


@transaction.atomic
def end_place(
    *, place: Facilitation, by: User, now: datetime, choices: Mapping[str, str] | None = None
) -> Facilitation:
    """Free a place; sessions that were held keep the names of who held them. Ending it twice changes nothing."""
    end(occasion=place_occasion(place, by=by, at=now, now=now), choices=choices)
    place.refresh_from_db(fields=["ends_at"])
    return place


@transaction.atomic
def move_group(*, group: PeerGroup, to: str, by: User, now: datetime) -> PeerGroup:
    """Move a group on to its next state. The state it has already changes nothing.

    Raises IllegalMove for one that does not follow, and Refusal for running without an authorised pair.
    """
    group = _locked(group)
    refuse_unless_coordinator(by, group.programme, now)
    if group.state == to:
        return group
    PeerGroup.MOVES.check(group.state, to)
    if to == State.ENDED:
        end(occasion=group_occasion(group, by=by, at=now, now=now))
        group.refresh_from_db()
        return group
    if to == State.RUNNING:
        refuse_without_a_plan(group.programme)
        _refuse_without_a_pair(group, now)
    if group.state == State.ENDING:
        call_off(occasion=group_occasion(group, by=by, at=now, now=now))
    group.state = to
    group.save(update_fields=["state"])
    return group


def _refuse_without_a_pair(group: PeerGroup, now: datetime) -> None:
    people = [place.person for place in _places(group, now)]
    if len(people) < PAIR:
        raise Refusal(_("A group runs with two facilitators. Fill the other place first."))
    held = Authorisation.objects.current(now).filter(programme=group.programme, person__in=people)
    authorised = set(held.values_list("person_id", flat=True))
    waiting = [person.name for person in people if person.pk not in authorised]
    if waiting:
        raise Refusal(
            _("Not authorised to co-facilitate yet: %(names)s. The group can run once both are.")
            % {"names": ", ".join(waiting)}
        )


def _places(group: PeerGroup, now: datetime) -> list[Facilitation]:
    return list(Facilitation.objects.current(now).filter(group=group).select_related("person").order_by("place"))


def _locked(group: PeerGroup) -> PeerGroup:
    return PeerGroup.objects.select_for_update(of=("self",)).select_related("programme").get(pk=group.pk)
