"""What participants in the Dales said over a year: after sessions, and twice about themselves, half a year apart."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import uuid4

from demo.world import Happening, World
from demo.year_of_groups import COORDINATOR, PROGRAMME
from impact.items import Lonely
from impact.services import give_word, write_page
from impact.twice.models import Wave
from impact.twice.services import answer_wave

REACHED_BY = "The wellbeing desk of the Dales, 01632 960 456, Monday to Friday 9 to 17."
# After a session, each a little differently: safe, heard, less alone, worse.
SAID = ((8, 8, 7, 1), (9, 7, 8, 0), (6, 7, 6, 2), (7, 9, 8, 1), (8, 6, 5, 3), (10, 9, 9, 0), (5, 6, 7, 4))
FIRST_ASKED, EVERY, TIMES = 340, 3, 108
# How alone they felt, then how sure of the three others: at first, and what had changed half a year later.
AT_FIRST = ((8, 3, 4, 7), (7, 4, 5, 8), (6, 4, 6, 6), (9, 2, 3, 5), (5, 5, 6, 8))
LATER = ((-2, 2, 3, 0), (-3, 1, 2, 1), (0, 1, 1, 0), (-1, 3, 2, -1), (-2, 2, 1, 0), (1, 0, 1, 0))
# So many answered at first, and so many of them again.
ASKED, CAME_BACK = 34, 26
FIRST_TIME, SECOND_TIME = 325, 125


def happenings(world: World) -> Iterator[Happening]:
    yield Happening(world.clock.at(370, 12), partial(_page, world))
    for nth in range(TIMES):
        yield Happening(world.clock.at(FIRST_ASKED - EVERY * nth, 22), partial(_say, world, nth))
    for nth in range(ASKED):
        yield Happening(world.clock.at(FIRST_TIME - nth // 2, 22, 5), partial(_answer, world, nth, Wave.FIRST))
    for nth in range(CAME_BACK):
        yield Happening(world.clock.at(SECOND_TIME - nth // 2, 22, 5), partial(_answer, world, nth, Wave.LATER))


def _page(world: World, now: datetime) -> None:
    programme, by = world.programmes[PROGRAMME], world.everybody[COORDINATOR]
    write_page(programme=programme, by=by, reached_by=REACHED_BY, asks_lonely=True, now=now)


def _say(world: World, nth: int, now: datetime) -> None:
    answers = dict(zip(("safe", "heard", "less_alone", "worse"), SAID[nth % len(SAID)], strict=True))
    lonely = Lonely.values[nth % len(Lonely.values)]
    give_word(key=uuid4(), programme=world.programmes[PROGRAMME], answers=answers, lonely=lonely, now=now)


def _answer(world: World, nth: int, wave: Wave, now: datetime) -> None:
    first = AT_FIRST[nth % len(AT_FIRST)]
    change = LATER[nth % len(LATER)] if wave == Wave.LATER else (0, 0, 0, 0)
    values = [start + more for start, more in zip(first, change, strict=True)]
    answers = dict(zip(("alone", "mistake", "help", "stay"), values, strict=True))
    programme = world.programmes[PROGRAMME]
    answer_wave(key=uuid4(), programme=programme, wave=wave, answers=answers, code=_code(nth), now=now)


def _code(nth: int) -> list[str]:
    """Nobody's is near anybody else's."""
    letter, other = chr(ord("A") + nth % 26), chr(ord("A") + nth * 7 % 26)
    return [letter, str(nth % 31 + 1), other, str(nth % 4), letter, str(nth % 12 + 1)]
