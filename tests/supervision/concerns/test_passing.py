"""When a concern changes hands, whoever has it now is told at that instant, and nobody twice."""

from datetime import timedelta

import pytest

from delivery.models import Effect
from delivery.services import deliver_due
from people.models import CoverWindow, Role
from people.services import assign_supervisor
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern
from supervision.cover.services import end_cover, set_cover
from tests.supervision.world import concern, day, move_end
from tests.verbs import end_appointment

MICROSECOND, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_covers(cast):
    CoverWindow.objects.all().delete()


def leave(cast, *, begins=DAY, ends=3 * DAY) -> CoverWindow:
    return set_cover(
        supervisor=cast.sam,
        cover=cast.clara,
        programme=cast.thames,
        starts_at=cast.now + begins,
        ends_at=cast.now + ends,
        now=cast.now,
    )


def mailed(raised) -> list[str]:
    notices = Effect.objects.filter(kind="mail:something_waiting", object_id=raised.pk)
    return sorted(notices.values_list("recipient__first_name", flat=True))


def test_the_cover_is_told_as_leave_begins(cast):
    window, raised = leave(cast), concern(cast, cast.anna)
    deliver_due(window.starts_at - MICROSECOND)
    assert mailed(raised) == ["Sam"]
    for _ in range(2):
        deliver_due(window.starts_at)
        assert mailed(raised) == ["Clara", "Sam"]


def test_the_supervisor_is_told_as_leave_ends_of_what_came_meanwhile(cast):
    window = leave(cast, begins=timedelta(0), ends=HOUR)
    raised = concern(cast, cast.anna)
    window = move_end(window, cast.sam, cast.now + 2 * HOUR, cast.now)
    deliver_due(cast.now + HOUR)
    assert mailed(raised) == ["Clara"]
    deliver_due(cast.now + 2 * HOUR)
    assert mailed(raised) == ["Clara", "Sam"]


def test_cover_that_ends_tells_now_and_cover_called_off_tells_nobody(cast):
    window = leave(cast, begins=timedelta(0))
    raised = concern(cast, cast.anna)
    end_cover(window=window, by=cast.sam, now=cast.now + HOUR)
    end_cover(window=leave(cast, begins=2 * HOUR), by=cast.sam, now=cast.now + HOUR)
    deliver_due(cast.now + HOUR)
    assert mailed(raised) == ["Clara", "Sam"]
    later = concern(cast, cast.ben, now=cast.now + HOUR)
    deliver_due(cast.now + 2 * HOUR)
    assert mailed(later) == ["Sam"]


def test_one_about_the_cover_goes_to_the_lead_and_a_closed_one_to_nobody(cast):
    window = leave(cast)
    about, closed = concern(cast, cast.anna, about="cover"), concern(cast, cast.ben)
    acknowledge_concern(concern=closed, by=cast.sam, now=cast.now)
    agree_plan(concern=closed, by=cast.sam, words="we ring on Friday", look_again_on=day(cast, 7), now=cast.now)
    close_concern(concern=closed, by=cast.sam, outcome="resolved", now=cast.now)
    deliver_due(window.starts_at)
    assert [name for name in mailed(about) if name != "Sam"] == ["Gwen"]
    assert "Clara" not in mailed(closed)


@pytest.mark.parametrize(
    ("who", "role", "told"),
    [
        ("sam", Role.SUPERVISOR, ["Clara", "Gwen"]),
        ("clara", Role.SUPERVISOR, ["Clara", "Sam"]),
        ("anna", Role.FACILITATOR, ["Clara", "Gwen"]),
        ("stella", Role.SUPERVISOR, ["Clara"]),
    ],
)
def test_when_somebody_leaves_whoever_has_it_then_is_told(cast, who, role, told):
    leave(cast, begins=timedelta(0))
    raised, at = concern(cast, cast.anna), cast.now + HOUR
    end_appointment(appointment=getattr(cast, who).appointments.get(role=role), now=at)
    assert mailed(raised) == told


def test_a_new_supervisor_begins_and_the_lead_is_told_of_what_is_open(cast):
    raised, closed, bens = concern(cast, cast.anna), concern(cast, cast.anna), concern(cast, cast.ben)
    acknowledge_concern(concern=closed, by=cast.sam, now=cast.now)
    agree_plan(concern=closed, by=cast.sam, words="we ring on Friday", look_again_on=day(cast, 7), now=cast.now)
    close_concern(concern=closed, by=cast.sam, outcome="resolved", now=cast.now)
    assign_supervisor(
        facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now + HOUR
    )
    assert [mailed(item) for item in (raised, bens)] == [["Gwen", "Sam"], ["Sam"]]
    assert "Gwen" not in mailed(closed)


def test_the_same_supervisor_once_more_is_no_news(cast):
    raised = concern(cast, cast.anna)
    assign_supervisor(facilitator=cast.anna, supervisor=cast.sam, programme=cast.thames, by=cast.cora, now=cast.now)
    assert mailed(raised) == ["Sam"]
