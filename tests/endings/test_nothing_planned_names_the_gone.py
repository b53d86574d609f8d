"""After every event, nothing that is planned, open or waiting names somebody who is gone. By introspection.

Each foreign key to a person is either planned (and asked here) or stands in `NOT_PLANNED` with the reason.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from delivery.models import Effect
from groups.models import Facilitation
from groups.pairs.endings import group_occasion, place_occasion
from groups.services import plan_session
from people.endings.models import Event
from people.endings.registry import Occasion, kinds
from people.endings.roles import role_occasion
from people.endings.services import DUE, carry_out_when_due, end
from people.endings.supervising import supervision_occasion
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment, User
from people.proposals.services import propose_supervisor
from supervision.check_ins.services import ask_to_check_in
from supervision.concerns.models import Concern
from supervision.concerns.routing import with_whom
from supervision.cover.changes import change_occasion
from supervision.cover.forms import Away
from supervision.cover.leave import LeaveBegins, leave_occasion
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.rules import NewAction
from supervision.reviews.second import ask_another
from tests.courses.practice import making as practice
from tests.endings.keys import NOT_PLANNED, PLANNED, Planned
from tests.people import Cast, appoint, stand_in
from tests.standing.inviting import invited
from tests.supervision import world

# Of the account, which stays when a role ends, and of the editors' desk, where whoever may can unlock.
NOT_OURS = ("wagtail", "filer", "account", "mfa", "admin")
# Of pages, images and handouts: who drew or locked one.
EDITORS_FIELDS = ("owner", "locked_by", "uploaded_by_user")


def keys_to_people() -> set[str]:
    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is User
    }
    return {
        f"{model._meta.label}.{name}"
        for model, name in found
        if not model._meta.app_label.startswith(NOT_OURS) and not (name in EDITORS_FIELDS and drawn_by_editors(model))
    }


def drawn_by_editors(model: type[Model]) -> bool:
    return issubclass(model, Page | AbstractImage)


def test_every_key_to_a_person_is_planned_or_says_why_not():
    through = {name for name in PLANNED if "__" in name}
    assert keys_to_people() == {*PLANNED, *NOT_PLANNED} - through
    assert set(PLANNED) & set(NOT_PLANNED) == set()


def rows(name: str, planned: Planned, now) -> tuple[QuerySet[Model], str]:
    label, _dot, field = name.rpartition(".")
    return apps.get_model(label).objects.filter(planned.is_open(now)), field


def naming(person: User, now, **only) -> dict[str, int]:
    """Open rows that name `person`, by key; `only` narrows those that can be: supervised=..., group=..."""
    found = {}
    for name, planned in PLANNED.items():
        open_rows, field = rows(name, planned, now)
        ways = {getattr(planned, kind): value for kind, value in only.items()}
        if "" not in ways:
            found[name] = open_rows.filter(**{field: person}, **ways).count()
    return {name: count for name, count in found.items() if count}


# A day on which everything is planned --------------------------------------------------------------------------------


@pytest.fixture
def busy(cast: Cast) -> Cast:
    appoint(cast.carl, Role.COORDINATOR, cast.thames, cast.now - timedelta(days=30))
    appoint(cast.carl, Role.GOVERNANCE, cast.thames, cast.now - timedelta(days=30))
    appoint(cast.grace, Role.DEPUTY, cast.thames, cast.now - timedelta(days=30))
    stand_in(cast.grace, cast.stella, cast.thames, cast.now + timedelta(days=10), cast.now + timedelta(days=15))
    shared = world.shared_log(cast, cast.anna)
    world.draft_reading(cast, shared)
    world.shared_log(cast, cast.ben, shared.log.session)
    for person in (cast.anna, cast.farah):
        ask_to_check_in(by=person, now=cast.now)
        world.concern(cast, person)
    world.meeting_in(cast, 3)
    world.meeting_in(cast, 20)
    world.meeting_in(cast, 5, supervisor=cast.clara)
    world.meeting_in(cast, 4, cast.farah, supervisor=cast.stella)
    world.held_meeting(cast, 2, actions=[NewAction(cast.sam, "ask"), NewAction(cast.anna, "read")])
    world.agreement(cast, cast.anna, cast.sam)
    world.agreement(cast, cast.farah, cast.stella)
    world.change(cast, world.agreed(cast, cast.ben, cast.sam), weeks_between=2)
    ask_another(review=world.shown_review(cast), by=cast.anna, supervisor=cast.stella, now=cast.now)
    day = world.day(cast, 7)
    for group, by, who in ((cast.alder, cast.anna, (cast.anna, cast.farah)), (cast.birch, cast.farah, ())):
        plan_session(
            group=group,
            by=by,
            local_date=day,
            local_start=cast.now.time().replace(hour=18, minute=30, second=0),
            now=cast.now,
            facilitators=who,
        )
    practice.a_day(cast, cast.anna, cast.farah)
    propose_supervisor(facilitator=cast.ben, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)
    invited(cast, "new@example.org")
    return cast


def carried_out(occasion: Occasion, *, ahead: bool):
    """End it now; or on a day that lies ahead, which then comes. Gives the instant after which all must be well."""
    if not ahead:
        end(occasion=occasion)
        return occasion.now
    at = occasion.now + timedelta(hours=8)
    end(occasion=replace(occasion, at=at))
    for effect in Effect.objects.filter(kind=DUE):
        carry_out_when_due(effect, at)
    return at


def concerns_are_with_somebody_else(gone: User, now) -> None:
    for concern in Concern.objects.open():
        have_it = with_whom(concern, now)
        assert gone not in have_it
        assert have_it != []


ENDED_BY = dict.fromkeys(("cora", "gwen", "dora", "grace", "carl"))
LEAVERS = ("tess", "anna", "ben", "farah", "sam", "stella", "clara", "grace", "cora", "gwen", "dora", "carl", "tara")
BOTH = pytest.mark.parametrize("ahead", [False, True], ids=["now", "on a day ahead"])


def leaving(busy: Cast, name: str) -> Occasion:
    """Nobody, who may end everything, is whoever runs the machine."""
    person = getattr(busy, name)
    return Occasion(
        Event.PERSON_LEAVES,
        busy.thames,
        person,
        at=busy.now,
        now=busy.now,
        by=ENDED_BY.get(name, busy.cora),
        gone=person,
    )


@pytest.mark.parametrize(
    ("first", "then"),
    [("sam", "anna"), ("anna", "sam"), ("clara", "sam"), ("sam", "clara"), ("stella", "farah"), ("farah", "stella")],
)
def test_of_two_who_leave_one_after_the_other_neither_is_named(busy, first, then):
    for name in (first, then):
        carried_out(leaving(busy, name), ahead=False)
    assert [naming(getattr(busy, name), busy.now) for name in (first, then)] == [{}, {}]


@BOTH
@pytest.mark.parametrize("name", LEAVERS)
def test_whoever_leaves_the_programme_is_named_by_nothing_planned(busy, name, ahead):
    person = getattr(busy, name)
    assert naming(person, busy.now) != {}
    at = carried_out(leaving(busy, name), ahead=ahead)
    assert naming(person, at) == {}
    concerns_are_with_somebody_else(person, at)


@BOTH
@pytest.mark.parametrize("name", ["anna", "ben", "farah", "sam", "stella", "clara", "tess", "cora"])
def test_whoever_loses_their_only_role_is_named_by_nothing_planned(busy, name, ahead):
    person = getattr(busy, name)
    held = Appointment.objects.select_related("person", "programme").get(person=person, ends_at=None)
    by = busy.carl if name == "cora" else busy.cora
    at = carried_out(role_occasion(held, by=by, at=busy.now, now=busy.now), ahead=ahead)
    assert naming(person, at) == {}
    concerns_are_with_somebody_else(person, at)


@pytest.mark.parametrize("to", ["grace", "stella", None])
@pytest.mark.parametrize("name", ["anna", "ben", "farah"])
def test_nothing_planned_for_somebody_names_the_supervisor_whom_they_had(busy, name, to):
    person = getattr(busy, name)
    named = SupervisionAssignment.objects.select_related("supervisor", "facilitator", "programme")
    held = named.get(facilitator=person, ends_at=None)
    successor = getattr(busy, to) if to else None
    if successor == held.supervisor:
        successor = busy.sam
    assert naming(held.supervisor, busy.now, supervised=person) != {}
    at = carried_out(
        supervision_occasion(held, by=busy.cora, at=busy.now, now=busy.now, successor=successor), ahead=False
    )
    assert naming(held.supervisor, at, supervised=person) == {}


@BOTH
@pytest.mark.parametrize("name", ["anna", "ben", "farah"])
def test_nothing_planned_in_a_group_names_whoever_has_left_its_pair(busy, name, ahead):
    place = Facilitation.objects.select_related("group__programme", "person").get(person=getattr(busy, name))
    at = carried_out(place_occasion(place, by=busy.cora, at=busy.now, now=busy.now), ahead=ahead)
    assert naming(place.person, at, group=place.group) == {}


@pytest.mark.parametrize("group", ["alder", "birch"])
def test_a_group_that_has_ended_has_nothing_planned_with_anybody(busy, group):
    ended = getattr(busy, group)
    at = carried_out(group_occasion(ended, by=busy.cora, at=busy.now, now=busy.now), ahead=True)
    for person in User.objects.all():
        assert naming(person, at, group=ended) == {}


def planned_between(supervisor: User, begins, ends) -> int:
    planned = SupervisionMeeting.objects.planned().filter(supervisor=supervisor)
    return len([meeting for meeting in planned if begins <= meeting.starts_at < ends])


@pytest.mark.parametrize("cover", ["grace", None])
def test_nothing_is_planned_inside_a_leave_that_begins_or_grows(busy, cover):
    first, until = busy.now + timedelta(days=2), busy.now + timedelta(days=8)
    days = [Away(busy.thames, busy.carl if cover else None, first, until)]
    assert planned_between(busy.stella, first, until) == 1
    LeaveBegins().perform(leave_occasion(busy.stella, days, busy.now), {})
    assert planned_between(busy.stella, first, until) == 0
    window = CoverWindow.objects.get(cover=busy.clara)
    later = busy.now + timedelta(days=25)
    away = Away(busy.thames, busy.clara, window.starts_at, later)
    assert planned_between(busy.sam, window.ends_at, later) == 1
    end(occasion=change_occasion(window, away, busy.now))
    assert planned_between(busy.sam, window.ends_at, later) == 0


@pytest.mark.parametrize("cover", ["grace", None, "over"])
def test_whoever_no_longer_covers_holds_nothing_as_cover(busy, cover):
    window = CoverWindow.objects.get(cover=busy.clara)
    away = Away(busy.thames, busy.carl if cover else None, window.starts_at, window.ends_at)
    end(occasion=change_occasion(window, None if cover == "over" else away, busy.now))
    assert not SupervisionMeeting.objects.planned().filter(supervisor=busy.clara).exists()


def test_every_kind_says_again_who_is_gone(busy):
    """A notice that is held is held because of that person: asked of every ending that there ever was."""
    window = CoverWindow.objects.get(cover=busy.clara)
    occasions = [
        leave_occasion(busy.stella, [Away(busy.thames, None, busy.now, busy.now + timedelta(days=2))], busy.now),
        change_occasion(window, None, busy.now),
    ]
    for occasion in occasions:
        ending = end(occasion=occasion)
        assert kinds[occasion.event].again(ending, busy.now).gone == occasion.gone
