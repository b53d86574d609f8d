"""What the demo's coordinator asked of a training programme director, and how it went on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from demo.world import Happening, World
from groups.protected_time.models import Form, ProtectedTime, Standing
from groups.protected_time.services import TimeFact, add_fact, open_matter

HALF_A_YEAR = timedelta(days=182)


def happenings(world: World) -> Iterator[Happening]:
    """Hazel's time was declined, asked again and agreed, and ends soon; for all groups a request waits."""
    hazel: list[ProtectedTime] = []
    steps = (
        (240, "coordinator", Standing.ASKED, "Study leave was full that term.", "ask again after the rotation"),
        (226, "director", Standing.DECLINED, "", ""),
        (150, "coordinator", Standing.ASKED, "Teaching plan of the autumn.", ""),
        (143, "director", Standing.AGREED, "", ""),
    )
    for days_ago, account, standing, evidence, next_step in steps:
        said = TimeFact(
            standing=standing,
            form=Form.TEACHING,
            starts_on=world.clock.day(140),
            ends_on=world.clock.day(140) + HALF_A_YEAR,
            director=world.everybody["director"],
            slot="every second Thursday, 13:00 to 14:00",
            covered_by="the registrar who is not in teaching",
            evidence=evidence,
            next_step=next_step,
        )
        yield Happening(world.clock.at(days_ago, 11), partial(_tell, world, hazel, account, said))
    yield Happening(world.clock.at(16, 10), partial(_ask_for_all, world))


def _tell(world: World, matter: list[ProtectedTime], account: str, said: TimeFact, now: datetime) -> None:
    by = world.everybody[account]
    if matter:
        matter.append(add_fact(to=matter[-1], by=by, said=said, now=now))
    else:
        programme, group = world.programmes["valley"], world.groups["Hazel"]
        matter.append(open_matter(programme=programme, group=group, by=by, said=said, now=now))


def _ask_for_all(world: World, now: datetime) -> None:
    said = TimeFact(
        standing=Standing.ASKED,
        form=Form.BLEEP_FREE,
        starts_on=world.clock.day(-60),
        ends_on=world.clock.day(-60) + HALF_A_YEAR,
        director=world.everybody["director"],
        slot="one hour every second week",
        next_step="ring the school office",
        next_by=world.clock.day(-10),
    )
    programme, by = world.programmes["valley"], world.everybody["coordinator"]
    open_matter(programme=programme, group=None, by=by, said=said, now=now)
