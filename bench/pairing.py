#!/usr/bin/env python
"""How long it takes to rank 2,000 candidates for a place, and to match a pool of 100.

    .venv/bin/python bench/pairing.py [--candidates 2000] [--pool 100]

Budget: 100 ms of processor time for the ranking, 2 s for the matching; the best of three. Everybody is made up, in
twelve specialties, with three to eight parts of days each, which is more than people tick and harder to match. What one
opened row costs (five alternatives) and a narrow pool (one or two parts each) are printed beside them. Ends with
status 1 where a budget is broken.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402 -- after the path is set

django.setup()

from groups.availability.blocks import PARTS  # noqa: E402 -- after the set-up
from groups.availability.week import DAYS, Local, in_utc, seasons  # noqa: E402
from groups.pairing.fitting import Bonds, Facts  # noqa: E402
from groups.pairing.matching import Pool, alternatives, best_pairs, ranked_for  # noqa: E402

RANKING, MATCHING = 0.100, 2.0
MONDAYS = seasons(date(2026, 11, 30))
WIDE, NARROW = (3, 8), (1, 2)


def somebody(number: int, chance: random.Random, parts: tuple[int, int]) -> Facts:
    week = 0
    for _ in range(chance.randint(*parts)):
        week |= chance.choice(PARTS).on(chance.randrange(DAYS))
    winter, summer = (in_utc(Local(week, "Europe/London"), monday) for monday in MONDAYS)
    return Facts(
        UUID(int=number + 1),
        f"person {number}",
        authorised=True,
        supervised=True,
        groups=0,
        sessions=chance.choice((0, 4, 30)),
        specialty=f"specialty {chance.randrange(12)}",
        grade=chance.choice(("core", "higher", "")),
        in_time=True,
        rings=(winter, summer),
    )


def people(number: int, parts: tuple[int, int]) -> list[Facts]:
    chance = random.Random(7)
    return [somebody(serial, chance, parts) for serial in range(number)]


def best_of_three(work: Callable[[], object]) -> float:
    took = []
    for _ in range(3):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=2000)
    parser.add_argument("--pool", type=int, default=100)
    wanted = parser.parse_args()
    partner, *candidates = people(wanted.candidates + 1, WIDE)
    ranking = best_of_three(lambda: ranked_for(partner, candidates, Bonds()))
    print(f"{wanted.candidates} candidates ranked for a place: {ranking:.3f} s (budget {RANKING})")
    wide, narrow = (Pool.of(people(wanted.pool, parts), Bonds()) for parts in (WIDE, NARROW))
    matching = best_of_three(lambda: best_pairs(wide))
    print(f"a pool of {wanted.pool}, {len(wide.edges())} pairs that fit: {matching:.2f} s (budget {MATCHING})")
    matching_narrow = best_of_three(lambda: best_pairs(narrow))
    print(f"the same with narrow weeks, {len(narrow.edges())} pairs that fit: {matching_narrow:.2f} s")
    pairs = best_pairs(narrow)
    print(f"five alternatives to one row of it: {best_of_three(lambda: alternatives(pairs[0], narrow, pairs)):.2f} s")
    return int(ranking > RANKING or matching > MATCHING)


if __name__ == "__main__":
    sys.exit(main())
