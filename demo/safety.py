"""Leave and cover, a concern that has a plan, and somebody who would like to be asked how they are."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from demo.people import STAFF
from demo.world import Happening, World
from people.models import Role
from people.plans.models import PlanText
from people.plans.services import write_plan
from people.telephones.services import give_telephone
from supervision.check_ins.services import ask_to_check_in
from supervision.concerns.services import Raising, acknowledge_concern, agree_plan, raise_concern
from supervision.cover.services import set_cover

# Who stays away, who stands in, from and until how many days ago; below nought is ahead.
COVERS = (("supervisor", "supervisor.hughes", 200, 186), ("supervisor.hughes", "supervisor", -3, -13))
ON_CALL = "Ring the wellbeing desk, 01632 960 123, Monday to Friday 9 to 17. Nobody answers at night."
ORDER_OF_CALLS = (
    "1. 999, while the other of you stays with the person.\n2. Your supervisor, or whoever covers for them.\n"
    "3. The governance lead.\n4. The wellbeing desk, 01632 960 123, Monday to Friday 9 to 17."
)
CONTACTS = (
    "The coordinator holds an emergency contact for each member, in the wellbeing desk's safe. During a session the "
    "facilitator who is not speaking rings the desk; after 17, the hospital switchboard opens the envelope."
)
# Who gives a number to those who work with them. These numbers are kept for stories: nobody has them.
TELEPHONES = {
    "supervisor": "07700 900112",
    "supervisor.hughes": "07700 900127",
    "supervisor.lindqvist": "07700 900138",
    "facilitator": "07700 900154",
    "daniel": "07700 900169",
}
NUMBERS_GIVEN = 300
PLAN_HOLDS = 120
SAID = Raising(
    category="participant",
    urgency="today",
    about="",
    spoken_to=["partner", "helpline"],
    done="We stayed on the call afterwards, gave the numbers, and they rang one of them with us there.",
    reach="07700 900456, after six in the evening",
)
PLAN = "They see their own GP this week and go to the next group. Their facilitator rings me after it."


def happenings(world: World) -> Iterator[Happening]:
    for away, stands_in, first, last in COVERS:
        told = world.clock.at(max(first, 0) + 6, 10)
        yield Happening(told, partial(_cover, world, away, stands_in, first, last))
    yield Happening(world.clock.at(2, 20, 15), partial(_concern, world))
    yield Happening(world.clock.at(1, 21, 40), partial(_check_in, world))


def give_telephones(world: World) -> None:
    for account, number in TELEPHONES.items():
        give_telephone(person=world.everybody[account], number=number, now=world.clock.at(NUMBERS_GIVEN, 12))


def _cover(world: World, away: str, stands_in: str, first: int, last: int, now: datetime) -> None:
    set_cover(
        supervisor=world.everybody[away],
        cover=world.everybody[stands_in],
        programme=world.programmes["valley"],
        starts_at=world.clock.at(first, 0),
        ends_at=world.clock.at(last - 1, 0),
        now=now,
    )


def write_plans(world: World) -> None:
    """Before any group begins: each programme's, by its coordinator."""
    for slug, programme in world.programmes.items():
        coordinator = next(item for item in STAFF if item.role == Role.COORDINATOR and item.programme == slug)
        write_plan(
            programme=programme,
            by=world.everybody[coordinator.account],
            now=world.clock.at(coordinator.since, 12),
            said=PlanText(ORDER_OF_CALLS, CONTACTS, ON_CALL, world.clock.day(-PLAN_HOLDS)),
        )


def _concern(world: World, now: datetime) -> None:
    raised = raise_concern(by=world.everybody["leila"], programme=world.programmes["valley"], said=SAID, now=now)
    supervisor = world.everybody["supervisor"]
    acknowledge_concern(concern=raised, by=supervisor, now=now + timedelta(minutes=50))
    agree_plan(
        concern=raised, by=supervisor, words=PLAN, look_again_on=world.clock.day(-4), now=now + timedelta(minutes=80)
    )


def _check_in(world: World, now: datetime) -> None:
    ask_to_check_in(by=world.everybody["daniel"], now=now)
