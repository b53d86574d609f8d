"""Who is on the way into the demo's first programme: invited, forgotten, and asked about a supervisor."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from demo import people
from demo.world import Happening, World
from people.invitations.services import invite
from people.invitations.wanted import Wanted
from people.models import Role, Specialty
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor

# (account, name, role, specialty, days ago): Beth's has expired.
INVITED = (
    ("yusuf", "Yusuf Karim", Role.FACILITATOR, "Paediatrics", 3),
    ("orla", "Orla Byrne", Role.SUPERVISOR, "", 3),
    ("beth", "Beth Lang", Role.TRAINER, "", 21),
)


def happenings(world: World) -> Iterator[Happening]:
    for account, name, role, specialty, days_ago in INVITED:
        wanted = Wanted(people.email(account), role, name, Specialty.objects.filter(name=specialty).first())
        yield Happening(world.clock.at(days_ago, 10), partial(_invite, world, wanted))
    yield Happening(world.clock.at(2, 11), partial(_propose, world))


def _invite(world: World, wanted: Wanted, now: datetime) -> None:
    invite(programme=world.programmes["valley"], wanted=[wanted], by=world.everybody["coordinator"], now=now)


def _propose(world: World, now: datetime) -> None:
    """Imran asked for supervision at another hour. He has declared already; Owen Hughes has not."""
    proposal = propose_supervisor(
        facilitator=world.everybody["imran"],
        supervisor=world.everybody["supervisor.hughes"],
        programme=world.programmes["valley"],
        by=world.everybody["coordinator"],
        now=now,
    )
    declare(proposal=proposal, by=world.everybody["imran"], answer=Answer.NO_CONFLICT, now=now)
