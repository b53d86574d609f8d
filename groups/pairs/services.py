"""Every write about groups and their pairs: found a group, give a place, end it, move the group on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from groups.deeds import PlaceDeed
from groups.models import PAIR, Facilitation, PeerGroup
from groups.moves.endings import name_of
from groups.moves.services import open_history, record_move
from groups.pairs.endings import group_occasion, place_occasion
from people.endings.models import Ending, Event
from people.endings.services import call_off, end
from people.models import Authorisation, Programme, Role, Specialty, User
from people.plans.services import refuse_without_a_plan
from people.queries import holds_role
from people.services import note_about, refuse_unless_coordinator

State = PeerGroup.State
# Further ahead than any place that is given.
LONG = timedelta(days=3 * 366)


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
    only_proposed: bool = False,
) -> PeerGroup:
    """A new group, which looks for its pair unless it is `only_proposed`.

    Raises Refusal when the programme has one of that name.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_unless_coordinator(by, programme, now)
    code_name, rhythm, platform = map(line_or_refusal, (code_name, rhythm, platform))
    if PeerGroup.objects.filter(programme=programme, code_name__iexact=code_name).exists():
        raise Refusal(_("There is already a group with that name. Choose another name."))
    group = PeerGroup.objects.create(
        programme=programme,
        code_name=code_name,
        specialty=specialty,
        rhythm=rhythm,
        platform=platform,
        state=State.PROPOSED if only_proposed else State.RECRUITING,
    )
    open_history(group=group, by=by, now=now)
    return group


@transaction.atomic
def place_in_pair(
    *, group: PeerGroup, person: User, by: User, now: datetime, starts_at: datetime | None = None
) -> Facilitation:
    """Give `person` a place that is free, now or from `starts_at` on, which may lie ahead. Doing it twice is once.

    Raises Refusal unless they facilitate in the programme, and when both places are taken from then on: no place has
    two people at any time, and nobody two places. Somebody who is not authorised yet may wait in a place, but not where
    the group is running.
    """
    group = _locked(group)
    refuse_unless_coordinator(by, group.programme, now)
    begins = max(starts_at or now, now)
    _free_of_who_left(group, now)
    lasting = list(Facilitation.objects.filter(group=group).overlapping(begins).order_by("starts_at"))
    own_place = next((place for place in lasting if place.person_id == person.pk), None)
    if own_place and own_place.ends_at is None:
        return own_place
    _refuse_unfit(group, person, now)
    _refuse_after_its_end(group, begins)
    free = sorted({1, PAIR} - {place.place for place in lasting})
    if not free or own_place:
        raise Refusal(_taken(lasting if own_place is None else [own_place], group, begins))
    made = Facilitation.objects.create(group=group, person=person, place=free[0], starts_at=begins)
    note_about(made, actor=by, deed=PlaceDeed.PLACED, owner=person, now=now)
    notify(person, "something_waiting", about=made.pk, now=now)
    return made


def _taken(lasting: Sequence[Facilitation], group: PeerGroup, begins: datetime) -> Any:
    """What to do next: end a place, or begin on the day after one that is going to end."""
    ends = [place.ends_at for place in lasting if place.ends_at and place.ends_at > begins]
    if ends and not any(place.starts_at > begins for place in lasting):
        day = date_format(min(ends).astimezone(ZoneInfo(group.programme.zone)), "j F Y")
        return _("A place is free from %(day)s on. Enter that day, or a later one.") % {"day": day}
    return _("Both places of this group are taken. End one of them first.")


def _free_of_who_left(group: PeerGroup, now: datetime) -> None:
    """Places of those whose role has ended are free, and on record as ended; those that have not begun are gone."""
    in_post = Facilitation.objects.holding_within(now, now + LONG).values("pk")
    gone = Facilitation.objects.filter(group=group).overlapping(now).exclude(pk__in=in_post)
    gone.filter(starts_at__lt=now).update(ends_at=now)
    gone.filter(starts_at__gte=now).delete()


def _end_ahead(group: PeerGroup) -> Ending | None:
    return Ending.objects.ahead().of(Event.GROUP_ENDS, group.programme, group.pk).first()


def _refuse_once_its_end_is_announced(group: PeerGroup, to: str) -> None:
    """A group that was to end without having met does not begin to: from there it could not end on its day."""
    if group.state != State.ENDING and not PeerGroup.MOVES.allow(to, State.ENDED) and _end_ahead(group):
        raise Refusal(_("The end of this group is announced. Call that off first."))


def _refuse_after_its_end(group: PeerGroup, begins: datetime) -> None:
    ending = _end_ahead(group)
    if ending and begins >= ending.at:
        raise Refusal(_("This group ends before that day. Enter an earlier day, or call its end off."))


@transaction.atomic
def withdraw_place(*, place: Facilitation, by: User, now: datetime) -> None:
    """A place that was to begin on a day ahead is not given after all. Twice is once. Raises Refusal once it began."""
    group = _locked(place.group)
    refuse_unless_coordinator(by, group.programme, now)
    standing = Facilitation.objects.filter(pk=place.pk).select_related("person").first()
    if standing is None:
        return
    if standing.starts_at <= now:
        raise Refusal(_("This place has begun. End it instead."))
    note_about(standing, actor=by, deed=PlaceDeed.ENDED, owner=standing.person, now=now)
    notify(standing.person, "something_waiting", about=standing.pk, now=now, once="withdrawn")
    standing.delete()


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
def move_group(*, group: PeerGroup, to: str, by: User, now: datetime, reason: str = "", word: str = "") -> PeerGroup:
    """Move a group on to its next state. The state it has already changes nothing.

    `reason` is kept of a pause and of an end (`moves.models.Reason`), and a line in own words of any.
    Raises IllegalMove for one that does not follow, and Refusal for running without an authorised pair, or for an end
    that lies ahead: that has a day, and is announced by its own verb.
    """
    group = _locked(group)
    refuse_unless_coordinator(by, group.programme, now)
    if group.state == to:
        return group
    PeerGroup.MOVES.check(group.state, to)
    if to == State.ENDING:
        raise Refusal(_("An end that is announced has a day. Choose “End this group”, and enter its last day."))
    if to == State.ENDED:
        end(occasion=group_occasion(group, by=by, at=now, now=now), choices={name_of(group): reason})
        group.refresh_from_db()
        return group
    _refuse_once_its_end_is_announced(group, to)
    if to == State.RUNNING:
        refuse_without_a_plan(group.programme)
        _refuse_without_a_pair(group, now)
    if group.state == State.ENDING:
        call_off(occasion=group_occasion(group, by=by, at=now, now=now))
        group.refresh_from_db(fields=["state"])
    if group.state != to:
        record_move(group=group, to=to, by=by, reason=reason, word=word, now=now)
    return group


def _refuse_without_a_pair(group: PeerGroup, now: datetime) -> None:
    people = [place.person for place in _places(group, now)]
    if len(people) < PAIR:
        raise Refusal(_("A group runs with two facilitators. Fill the other place first."))
    authorisations = Authorisation.objects.current(now).filter(programme=group.programme, person__in=people)
    authorised = set(authorisations.values_list("person_id", flat=True))
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
