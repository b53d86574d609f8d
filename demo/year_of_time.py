"""Protected time in the Dales over a year: agreed and renewed, agreed and soon over, declined, waiting.

The director of the Dales answers as the one of the Valley does (protecting.py).
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from demo.world import Happening, World
from demo.year_of_groups import COORDINATOR, PROGRAMME
from groups.protected_time.models import Form, ProtectedTime, Standing
from groups.protected_time.services import TimeFact, add_fact, open_matter

DIRECTOR = "director.dales"


class Step(NamedTuple):
    """Told `days_ago`, of time from and until so many days ago; below nought is ahead."""

    days_ago: int
    standing: Standing
    starts: int
    ends: int
    evidence: str = ""
    next_step: str = ""
    next_by: int | None = None


class Matter(NamedTuple):
    """`group` is empty for all of them."""

    group: str
    form: Form
    slot: str
    covered_by: str
    steps: tuple[Step, ...]


MATTERS = (
    Matter(
        "Alder",
        Form.IN_LIEU,
        "every second Tuesday, 19:00 to 20:00, taken back on Friday",
        "nobody: it is after hours",
        (
            Step(352, Standing.ASKED, 340, 180, "Minutes of the school board, item 6."),
            Step(344, Standing.AGREED, 340, 180, "Letter of the director."),
            Step(190, Standing.AGREED, 179, -120, "Renewed by mail."),
        ),
    ),
    Matter(
        "Birch",
        Form.BLEEP_FREE,
        "every second Thursday, 13:00 to 14:00",
        "the registrar in theatre",
        (
            Step(350, Standing.ASKED, 330, 150, next_step="ring the college tutor"),
            Step(322, Standing.DECLINED, 330, 150, "No cover for theatres.", "ask again after the rotation"),
            Step(250, Standing.ASKED, 240, 60),
            Step(228, Standing.DECLINED, 240, 60, "No cover for theatres."),
        ),
    ),
    Matter(
        "Holly",
        Form.TEACHING,
        "every second Wednesday, 12:30 to 13:30",
        "whoever is not in teaching",
        (
            Step(214, Standing.ASKED, 205, -24, "Teaching plan of the spring."),
            Step(207, Standing.AGREED, 205, -24, "Teaching plan of the spring.", "ask for the next rotation", -10),
        ),
    ),
    Matter(
        "Juniper",
        Form.STUDY_LEAVE,
        "every second Wednesday, 18:00 to 19:00",
        "the evening team",
        (Step(12, Standing.ASKED, -20, -200, next_step="ring the school office", next_by=-6),),
    ),
)


def happenings(world: World) -> Iterator[Happening]:
    for matter in MATTERS:
        told: list[ProtectedTime] = []
        for step in matter.steps:
            yield Happening(world.clock.at(step.days_ago, 11, 30), partial(_tell, world, matter, step, told))


def _tell(world: World, matter: Matter, step: Step, told: list[ProtectedTime], now: datetime) -> None:
    """The coordinator asks, the director answers."""
    by = world.everybody[COORDINATOR if step.standing == Standing.ASKED else DIRECTOR]
    said = _said(world, matter, step)
    if told:
        told.append(add_fact(to=told[-1], by=by, said=said, now=now))
    else:
        programme, group = world.programmes[PROGRAMME], world.groups[matter.group]
        told.append(open_matter(programme=programme, group=group, by=by, said=said, now=now))


def _said(world: World, matter: Matter, step: Step) -> TimeFact:
    return TimeFact(
        standing=step.standing,
        form=matter.form,
        starts_on=world.clock.day(step.starts),
        ends_on=world.clock.day(step.ends),
        director=world.everybody[DIRECTOR],
        slot=matter.slot,
        covered_by=matter.covered_by,
        evidence=step.evidence,
        next_step=step.next_step,
        next_by=None if step.next_by is None else world.clock.day(step.next_by),
    )
