"""A concern reaches the supervisor, else whoever covers, else the governance lead; never the person it is about."""

from datetime import timedelta

import pytest

from people.models import CoverWindow, Role
from supervision.concerns.models import Concern
from supervision.concerns.routing import with_whom
from tests.people import appoint, stand_in
from tests.supervision.world import concern

MICROSECOND = timedelta(microseconds=1)


def nobody_covers(cast) -> None:
    CoverWindow.objects.all().delete()


def first_names(people) -> list[str]:
    return [person.first_name for person in people]


def seen_by(cast, raised, now=None) -> set[str]:
    at = now or cast.now
    return {
        name
        for name, person in vars(cast).items()
        if hasattr(person, "email") and Concern.objects.visible_to(person, at).filter(pk=raised.pk).exists()
    }


def told(raised, now) -> list[str]:
    return first_names(with_whom(raised, now))


def test_it_goes_to_the_supervisor(cast):
    nobody_covers(cast)
    raised = concern(cast, cast.anna)
    assert told(raised, cast.now) == ["Sam"]
    assert seen_by(cast, raised) == {"anna", "sam"}


def test_while_the_supervisor_is_on_leave_the_cover_receives_it(cast):
    raised = concern(cast, cast.anna)
    assert told(raised, cast.now) == ["Clara"]
    assert seen_by(cast, raised) == {"anna", "sam", "clara"}


@pytest.mark.parametrize(("offset", "who", "seen"), [(-MICROSECOND, ["Clara"], True), (timedelta(0), ["Sam"], False)])
def test_it_comes_back_to_the_supervisor_when_the_cover_ends(cast, offset, who, seen):
    raised = concern(cast, cast.anna, urgency="next")
    window = CoverWindow.objects.get(cover=cast.clara)
    window.ends_at = cast.now + timedelta(hours=2)
    window.save()
    at = window.ends_at + offset
    assert told(raised, at) == who
    assert ("clara" in seen_by(cast, raised, at)) is seen


def test_without_a_supervisor_it_goes_to_the_governance_lead(cast):
    cast.anna.supervised_by.filter(supervisor=cast.sam).update(ends_at=cast.now)
    raised = concern(cast, cast.anna)
    assert told(raised, cast.now) == ["Gwen"]
    assert seen_by(cast, raised) == {"anna", "gwen"}


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_of_those_who_have_no_supervisor_the_governance_lead_hears_at_once(cast, name):
    raised = concern(cast, getattr(cast, name))
    assert told(raised, cast.now) == ["Gwen"]
    assert seen_by(cast, raised) == {name, "gwen"}


@pytest.mark.parametrize(
    ("about", "seen"),
    [
        ("supervisor", {"anna", "gwen"}),
        ("cover", {"anna", "gwen"}),
        ("governance", {"anna", "sam", "clara"}),
        ("partner", {"anna", "sam", "clara"}),
        ("coordinator", {"anna", "sam", "clara"}),
    ],
)
def test_it_never_reaches_the_person_it_is_about(cast, about, seen):
    raised = concern(cast, cast.anna, about=about)
    assert seen_by(cast, raised) == seen


def test_nor_through_another_role_that_they_hold(cast):
    appoint(cast.sam, Role.GOVERNANCE, cast.thames, cast.now)
    raised = concern(cast, cast.anna, about="supervisor")
    assert seen_by(cast, raised) == {"anna", "gwen"}
    late = raised.due_at + timedelta(days=1)
    assert seen_by(cast, raised, late) == {"anna", "gwen"}


def test_nor_because_they_are_the_only_governance_lead_when_nobody_answers(cast):
    raised = concern(cast, cast.anna, about="governance")
    assert seen_by(cast, raised, raised.due_at) == {"anna", "sam", "clara", "dora"}


def test_when_the_supervisor_leaves_it_passes_to_the_lead_at_once(cast):
    raised = concern(cast, cast.anna)
    left = cast.now + timedelta(hours=1)
    cast.sam.appointments.update(ends_at=left)
    assert seen_by(cast, raised, left - MICROSECOND) == {"anna", "sam", "clara"}
    assert seen_by(cast, raised, left) == {"anna", "gwen"}
    assert told(raised, left) == ["Gwen"]


def test_one_that_nobody_can_receive_is_kept_and_says_so(cast):
    for person in (cast.gwen, cast.dora):
        person.appointments.update(ends_at=cast.now)
    raised = concern(cast, cast.anna, about="supervisor")
    assert told(raised, cast.now) == []
    assert seen_by(cast, raised) == {"anna"}


def test_a_cover_who_comes_later_and_is_whom_it_is_about_does_not_see_it(cast):
    nobody_covers(cast)
    appoint(cast.ben, Role.SUPERVISOR, cast.thames, cast.now)
    raised, tomorrow = concern(cast, cast.anna, about="partner"), cast.now + timedelta(days=1)
    stand_in(cast.ben, cast.sam, cast.thames, tomorrow, tomorrow + timedelta(days=1))
    assert seen_by(cast, raised, tomorrow - MICROSECOND) == {"anna", "sam"}
    assert seen_by(cast, raised, tomorrow) == {"anna", "sam", "gwen"}
    assert told(raised, tomorrow) == ["Sam", "Gwen"]
