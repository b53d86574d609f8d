"""For each thing that hangs on an event: a scene in which it does, and who has to hear of it.

`SCENES[entry, event](cast)` sets it up and returns the occasion with the first names of those who must be told by My
day, or by a mail of their own where My day says nothing (concerns). An app that registers an entry adds its scene here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta

from groups.models import Facilitation, PeerGroup
from groups.pairs.endings import group_occasion, place_occasion
from groups.services import plan_session
from people.endings.models import Event
from people.endings.registry import Occasion
from people.endings.roles import role_occasion
from people.endings.services import end
from people.endings.supervising import supervision_occasion
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment, User
from people.proposals.services import propose_supervisor
from supervision.check_ins.services import ask_to_check_in
from supervision.cover.changes import change_occasion
from supervision.cover.forms import Away
from supervision.cover.leave import leave_occasion
from supervision.meetings.rules import NewAction
from supervision.reviews.second import ask_another
from tests.courses.practice import making as practice
from tests.groups.enquiries import making as enquiries
from tests.groups.joining import making as joining
from tests.people import Cast, appoint
from tests.standing.inviting import invited
from tests.supervision import world
from tests.supervision.meetings.joining import making as meeting_rooms


@dataclass(frozen=True)
class Scene:
    occasion: Occasion
    told: set[str]
    mailed: set[str] = field(default_factory=set)


Build = Callable[[Cast], Scene]
SCENES: dict[tuple[str, Event], Build] = {}


def scene(entry: str, event: Event) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        SCENES[entry, event] = build
        return build

    return register


def role_of(cast: Cast, person: User, role: Role, *, by: User | None = None) -> Occasion:
    """The end of a role of theirs, now, by the coordinator."""
    held = Appointment.objects.select_related("person", "programme").get(person=person, role=role, ends_at=None)
    return role_occasion(held, by=by or cast.cora, at=cast.now, now=cast.now)


def hand_over(cast: Cast, facilitator: User, to: User | None) -> Occasion:
    """Supervision of `facilitator` passes to `to`, now."""
    held = SupervisionAssignment.objects.select_related("supervisor", "facilitator", "programme")
    current = held.get(facilitator=facilitator, ends_at=None)
    return supervision_occasion(current, by=cast.cora, at=cast.now, now=cast.now, successor=to)


@scene("people.invitations", Event.ROLE_ENDS)
def a_coordinator_has_invited(cast: Cast) -> Scene:
    appoint(cast.carl, Role.COORDINATOR, cast.thames, cast.now - timedelta(days=365))
    invited(cast, "new@example.org")
    return Scene(role_of(cast, cast.cora, Role.COORDINATOR, by=cast.carl), told={"Cora"})


@scene("people.proposals", Event.ROLE_ENDS)
def a_proposal_is_open(cast: Cast) -> Scene:
    propose_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)
    return Scene(role_of(cast, cast.stella, Role.SUPERVISOR), told={"Anna", "Stella"})


@scene("practice.days", Event.ROLE_ENDS)
def a_trainer_has_planned_a_day(cast: Cast) -> Scene:
    """Carl trains as well and can run it. Another of her days is with him already."""
    appoint(cast.carl, Role.TRAINER, cast.thames, cast.now - timedelta(days=30))
    practice.a_day(cast, cast.anna)
    practice.a_day(cast, cast.anna, days=9, trainers=(cast.tess, cast.carl))
    return Scene(role_of(cast, cast.tess, Role.TRAINER), told={"Carl"})


@scene("practice.places", Event.ROLE_ENDS)
def a_facilitator_is_invited_to_practise(cast: Cast) -> Scene:
    practice.a_day(cast, cast.anna)
    return Scene(role_of(cast, cast.anna, Role.FACILITATOR), told={"Tess"})


@scene("certificates.authorisations", Event.ROLE_ENDS)
def a_facilitator_is_authorised(cast: Cast) -> Scene:
    return Scene(role_of(cast, cast.anna, Role.FACILITATOR), told={"Anna", "Ben", "Sam"})


def planned_session(cast: Cast, *facilitators: User) -> None:
    day = (cast.now + timedelta(days=7)).date()
    plan_session(
        group=cast.alder,
        by=cast.anna,
        local_date=day,
        local_start=time(18, 30),
        now=cast.now,
        facilitators=facilitators,
    )


@scene("groups.reason", Event.GROUP_ENDS)
def a_group_ends_for_a_reason(cast: Cast) -> Scene:
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=PeerGroup.State.ENDING)
    occasion = group_occasion(cast.alder, by=cast.cora, at=cast.now, now=cast.now)
    return Scene(occasion, told={"Anna", "Ben", "Sam"})


def anna_joins_birch_later(cast: Cast) -> None:
    Facilitation.objects.create(group=cast.birch, person=cast.anna, place=2, starts_at=cast.now + timedelta(days=30))


@scene("groups.coming", Event.GROUP_ENDS)
def somebody_was_going_to_join_a_group_that_ends(cast: Cast) -> Scene:
    anna_joins_birch_later(cast)
    PeerGroup.objects.filter(pk=cast.birch.pk).update(state=PeerGroup.State.ENDING)
    occasion = group_occasion(cast.birch, by=cast.cora, at=cast.now, now=cast.now)
    return Scene(occasion, told={"Anna", "Farah", "Stella"})


@scene("groups.coming", Event.ROLE_ENDS)
def somebody_leaves_before_their_place_begins(cast: Cast) -> Scene:
    anna_joins_birch_later(cast)
    return Scene(role_of(cast, cast.anna, Role.FACILITATOR), told={"Anna", "Ben", "Sam"})


@scene("groups.link", Event.PAIR_SPLITS)
def whoever_leaves_knows_the_joining_link(cast: Cast) -> Scene:
    joining.linked(cast)
    place = Facilitation.objects.select_related("group__programme", "person").get(person=cast.anna)
    return Scene(place_occasion(place, by=cast.cora, at=cast.now, now=cast.now), told={"Anna", "Ben", "Sam"})


@scene("groups.link", Event.GROUP_ENDS)
def a_group_with_a_joining_link_ends(cast: Cast) -> Scene:
    joining.linked(cast)
    return a_group_ends_for_a_reason(cast)


@scene("groups.sessions", Event.PAIR_SPLITS)
def a_session_is_planned_as_a_place_ends(cast: Cast) -> Scene:
    planned_session(cast)
    place = Facilitation.objects.select_related("group__programme", "person").get(person=cast.anna)
    return Scene(place_occasion(place, by=cast.cora, at=cast.now, now=cast.now), told={"Anna", "Ben", "Sam"})


@scene("groups.sessions", Event.GROUP_ENDS)
def a_session_is_planned_after_the_last_day_of_a_group(cast: Cast) -> Scene:
    planned_session(cast)
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=PeerGroup.State.ENDING)
    occasion = group_occasion(cast.alder, by=cast.cora, at=cast.now, now=cast.now)
    return Scene(occasion, told={"Anna", "Ben", "Sam"})


@scene("enquiries.places", Event.GROUP_ENDS)
def somebody_has_a_place_in_a_group_that_ends(cast: Cast) -> Scene:
    enquiries.offered(cast)
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=PeerGroup.State.ENDING)
    occasion = group_occasion(cast.alder, by=cast.cora, at=cast.now, now=cast.now)
    return Scene(occasion, told={"Anna", "Ben", "Sam", "Cora"})


@scene("groups.sessions", Event.ROLE_ENDS)
def somebody_covers_a_session_of_another_group(cast: Cast) -> Scene:
    planned_session(cast, cast.anna, cast.farah)
    return Scene(role_of(cast, cast.farah, Role.FACILITATOR), told={"Anna", "Ben", "Stella", "Farah"})


@scene("supervision.concerns", Event.ROLE_ENDS)
def a_concern_is_open_as_its_supervisor_leaves(cast: Cast) -> Scene:
    world.concern(cast, cast.farah)
    return Scene(role_of(cast, cast.stella, Role.SUPERVISOR), told={"Farah"}, mailed={"Gwen"})


@scene("supervision.concerns", Event.SUPERVISOR_CHANGES)
def a_concern_is_open_as_supervision_passes(cast: Cast) -> Scene:
    world.concern(cast, cast.farah)
    return Scene(hand_over(cast, cast.farah, cast.grace), told={"Farah", "Stella", "Grace"}, mailed={"Gwen"})


@scene("supervision.meetings", Event.SUPERVISOR_CHANGES)
def a_meeting_is_planned(cast: Cast) -> Scene:
    world.meeting_in(cast, 3)
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Sam", "Stella"})


@scene("supervision.meeting_links", Event.SUPERVISOR_CHANGES)
def a_meeting_with_a_joining_link_goes_on_with_somebody_else(cast: Cast) -> Scene:
    meeting_rooms.linked(cast, world.meeting_in(cast, 3))
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Sam", "Stella"})


@scene("supervision.meetings_as_cover", Event.ROLE_ENDS)
def a_cover_has_planned_a_meeting(cast: Cast) -> Scene:
    world.meeting_in(cast, 3, supervisor=cast.clara)
    return Scene(role_of(cast, cast.clara, Role.SUPERVISOR), told={"Anna", "Ben", "Sam"})


@scene("supervision.meetings_in_leave", Event.LEAVE_BEGINS)
def a_meeting_lies_inside_a_leave(cast: Cast) -> Scene:
    world.meeting_in(cast, 20)
    first = cast.now + timedelta(days=18)
    days = [Away(cast.thames, cast.clara, first, first + timedelta(days=7))]
    return Scene(leave_occasion(cast.sam, days, cast.now), told={"Anna", "Ben", "Clara"})


@scene("supervision.meetings_in_changed_leave", Event.LEAVE_CHANGES)
def a_meeting_newly_lies_inside_a_leave(cast: Cast) -> Scene:
    world.meeting_in(cast, 20)
    window = CoverWindow.objects.get(cover=cast.clara)
    away = Away(cast.thames, cast.clara, window.starts_at, cast.now + timedelta(days=25))
    return Scene(change_occasion(window, away, cast.now), told={"Anna", "Ben", "Clara"})


@scene("supervision.meetings_of_changed_cover", Event.LEAVE_CHANGES)
def a_cover_has_planned_a_meeting_as_their_cover_ends(cast: Cast) -> Scene:
    world.meeting_in(cast, 3, supervisor=cast.clara)
    window = CoverWindow.objects.get(cover=cast.clara)
    return Scene(change_occasion(window, None, cast.now), told={"Anna", "Ben", "Sam", "Clara"})


@scene("supervision.cover", Event.ROLE_ENDS)
def somebody_covers(cast: Cast) -> Scene:
    return Scene(role_of(cast, cast.clara, Role.SUPERVISOR), told={"Sam"})


@scene("supervision.actions", Event.SUPERVISOR_CHANGES)
def a_supervisor_has_agreed_to_do_something(cast: Cast) -> Scene:
    world.held_meeting(cast, 2, cast.anna, actions=[NewAction(cast.sam, "ask for the room")])
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna"})


@scene("supervision.actions", Event.ROLE_ENDS)
def somebody_leaves_with_an_action_from_an_earlier_supervisor(cast: Cast) -> Scene:
    world.held_meeting(cast, 2, cast.anna, cast.ben, actions=[NewAction(cast.anna, "ask for the room")])
    end(occasion=hand_over(cast, cast.anna, cast.stella))
    return Scene(role_of(cast, cast.anna, Role.FACILITATOR), told={"Ben", "Sam"})


@scene("supervision.check_ins", Event.ROLE_ENDS)
def somebody_leaves_whose_check_in_waits_for_a_supervisor(cast: Cast) -> Scene:
    ask_to_check_in(by=cast.anna, now=cast.now)
    end(occasion=hand_over(cast, cast.anna, None))
    return Scene(role_of(cast, cast.anna, Role.FACILITATOR), told={"Anna"})


@scene("supervision.check_ins", Event.SUPERVISOR_CHANGES)
def a_check_in_waits(cast: Cast) -> Scene:
    ask_to_check_in(by=cast.anna, now=cast.now)
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Stella"})


@scene("supervision.logs", Event.SUPERVISOR_CHANGES)
def a_log_is_not_read(cast: Cast) -> Scene:
    world.draft_reading(cast, world.shared_log(cast, cast.anna))
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Sam"})


@scene("supervision.agreements", Event.SUPERVISOR_CHANGES)
def an_agreement_is_offered(cast: Cast) -> Scene:
    world.agreement(cast, cast.anna, cast.sam)
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Stella"})


@scene("supervision.agreements", Event.SUPERVISOR_CHANGES)
def a_change_of_an_agreement_is_offered(cast: Cast) -> Scene:
    world.change(cast, world.agreed(cast, cast.anna, cast.sam), weeks_between=2)
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna", "Stella"})


@scene("supervision.reviews", Event.SUPERVISOR_CHANGES)
def a_review_is_under_way(cast: Cast) -> Scene:
    world.shown_review(cast)
    return Scene(hand_over(cast, cast.anna, cast.stella), told={"Anna"})


@scene("supervision.reviews", Event.ROLE_ENDS)
def another_supervisor_is_asked_for_their_view(cast: Cast) -> Scene:
    ask_another(review=world.shown_review(cast), by=cast.anna, supervisor=cast.stella, now=cast.now)
    return Scene(role_of(cast, cast.stella, Role.SUPERVISOR), told={"Anna"})
