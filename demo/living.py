"""What the pair of a group says about it: how many come, what they agreed among themselves, and where they meet."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from demo.world import Happening, World
from groups.about.services import change_group
from groups.joining.addresses import Room
from groups.joining.services import set_group_link

AGREEMENT = """What is said here stays here.
We come on time, and say so when we cannot.
Nobody has to speak. Nobody is told what to do."""
# A room that does not exist: names under .example never do.
ROOM = Room("https://video.example/rowan-room", "copper beech")


def happenings(world: World) -> Iterator[Happening]:
    yield Happening(world.clock.at(72, 9), partial(_agree, world))
    yield Happening(world.clock.at(30, 9), partial(_set_link, world))


def _agree(world: World, now: datetime) -> None:
    said = {"expected": 7, "agreement": AGREEMENT, "agreement_made_on": world.clock.day(73)}
    change_group(group=world.groups["Rowan"], by=world.everybody["facilitator"], said=said, now=now)


def _set_link(world: World, now: datetime) -> None:
    set_group_link(group=world.groups["Rowan"], room=ROOM, by=world.everybody["daniel"], now=now)
