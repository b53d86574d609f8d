"""Those whose authorisation hangs on a step hear by email: when they are asked, a week ahead, and as it is paused."""

from datetime import timedelta

import pytest

from certificates.services import authorise
from courses.models import ModulePage, StepPage
from courses.redoing import take_back
from courses.rounds.reminding import remind
from courses.rounds.services import record_safety_reason
from delivery.models import Effect
from tests.certificates import making
from tests.certificates.test_after_everyone_must_redo import do_again
from tests.courses.rounds import ask_again


@pytest.fixture
def authorised(cast):
    """Nia is authorised; Rae has finished the module and is not."""
    making.publish_course()
    making.ready_newcomer(cast, "Rae Ready")
    person = making.ready_newcomer(cast)
    authorise(person=person, programme=cast.thames, by=cast.cora, now=cast.now)
    return person


@pytest.fixture
def asked(authorised):
    return ask_again(step())


def step() -> StepPage:
    return StepPage.objects.get(slug="one", path__startswith=ModulePage.objects.get(title=making.GATE).path)


def told(cast, *days: int) -> list[tuple[str, str]]:
    """What is mailed about it up to the last of these days, the worker having asked on each."""
    for number in days:
        remind(cast.now + timedelta(days=number))
    sent = Effect.objects.filter(kind__startswith="mail:redo_").order_by("created_at", "kind")
    return [(effect.kind.removeprefix("mail:redo_"), effect.recipient.name) for effect in sent]


NIA, CORA = "Nia Evans", "Cora Lind"


def test_each_stage_is_told_once(cast, asked):
    assert told(cast, 0, 1, 20, 21, 22, 28) == [("asked", NIA), ("soon", NIA)]
    assert told(cast, 29, 30, 40) == [("asked", NIA), ("soon", NIA), ("paused", NIA), ("paused_someone", CORA)]


def test_who_has_done_it_again_is_told_nothing_more(cast, asked, authorised):
    told(cast, 0)
    do_again(authorised, cast.now + timedelta(days=1))
    assert told(cast, 21, 29) == [("asked", NIA)]


def test_taken_back_nobody_is_told(cast, asked):
    take_back(page=step(), person=cast.eddie, now=cast.now)
    assert told(cast, 0, 21, 29) == []


def test_where_it_is_no_gate_nobody_is_told(cast, authorised):
    ask_again(StepPage.objects.get(slug="one", path__startswith=ModulePage.objects.get(title=making.OTHER).path))
    assert told(cast, 0, 21, 29) == []


def test_with_a_safety_reason_the_coordinators_hear_at_once(cast, asked):
    record_safety_reason(asked=asked, by=cast.lena, reason="A wrong number.", now=cast.now)
    assert ("paused_someone", CORA) in told(cast, 0)
    assert ("for_safety", NIA) in told(cast, 0)
