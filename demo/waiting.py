"""Those in the Dales who wait for a partner: six who make three pairs, one whose supervision and week are old, and one
whose week fits nobody's.

They were trained and authorised elsewhere, before this programme began to use the site; so were the pairs of
year_of_groups.py.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from delivery.models import Effect
from demo.people import TRAINED_ELSEWHERE, WAITING, Person
from demo.standing import coordinator_of
from demo.world import Happening, World
from foundation.days import local_day
from groups.availability.blocks import PARTS
from groups.availability.models import Availability
from groups.availability.services import say_availability
from groups.pairing.services import EFFECT, ask_for_pairs, match_those_who_wait
from people.models import Authorisation
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.services import acknowledge_agreement, offer_agreement

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SUNDAY = 0, 1, 2, 3, 6
Grade = Availability.Grade
# account -> (parts of days, grade, days ago when they said it)
WEEKS: dict[str, tuple[tuple[tuple[int, str], ...], str, int]] = {
    "asha": (((MONDAY, "evening"), (WEDNESDAY, "evening")), Grade.HIGHER, 20),
    "bronwyn": (((MONDAY, "evening"),), Grade.CORE, 18),
    "chidi": (((TUESDAY, "lunch"), (WEDNESDAY, "evening")), Grade.HIGHER, 12),
    "dmitri": (((TUESDAY, "lunch"), (THURSDAY, "evening")), Grade.CORE, 9),
    "elif": (((THURSDAY, "evening"),), Grade.FOUNDATION, 9),
    "hugo": (((WEDNESDAY, "evening"),), Grade.CORE, 7),
    # Rotas change: Finn is asked again. He has not met his supervisor either.
    "finn": (((WEDNESDAY, "evening"), (THURSDAY, "evening")), Grade.HIGHER, 125),
    "greta": (((SUNDAY, "lunch"),), "", 6),
}
SUPERVISED_FROM = 60


def happenings(world: World) -> Iterator[Happening]:
    for person in TRAINED_ELSEWHERE:
        yield Happening(world.clock.at(person.since - 1, 12), partial(_authorise, world, person))
    for person in WAITING:
        yield Happening(world.clock.at(SUPERVISED_FROM, 12), partial(_agree, world, person))
        yield Happening(world.clock.at(WEEKS[person.account][2], 21), partial(_say, world, person))
    yield Happening(world.clock.at(1, 14), partial(_match, world))


def _authorise(world: World, person: Person, when: datetime) -> None:
    Authorisation.objects.create(
        person=world.everybody[person.account],
        programme=world.programmes[person.programme],
        confirmed_by=coordinator_of(person, world.everybody),
        basis=[],
        starts_at=when,
    )


def _agree(world: World, person: Person, when: datetime) -> None:
    assignment = world.assignments[person.account]
    agreement = offer_agreement(
        assignment=assignment,
        by=assignment.supervisor,
        # They have no group yet.
        weeks_between=12,
        minutes=60,
        contact=SupervisionAgreement.Contact.BOTH,
        now=when,
    )
    acknowledge_agreement(agreement=agreement, by=assignment.facilitator, now=when + timedelta(hours=6))


def _say(world: World, person: Person, when: datetime) -> None:
    times, grade, _days_ago = WEEKS[person.account]
    parts = {part.key: part for part in PARTS}
    week = 0
    for day, key in times:
        week |= parts[key].on(day)
    programme = world.programmes[person.programme]
    say_availability(person=world.everybody[person.account], zone=programme.zone, week=week, grade=grade, now=when)


def _match(world: World, when: datetime) -> None:
    """What the worker would have done by now."""
    coordinator = coordinator_of(WAITING[0], world.everybody)
    dales = world.programmes[WAITING[0].programme]
    ask_for_pairs(programme=dales, by=coordinator, starts_on=local_day(when) + timedelta(days=14), now=when)
    match_those_who_wait(Effect.objects.get(kind=EFFECT), when)
