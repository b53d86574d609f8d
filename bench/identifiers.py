#!/usr/bin/env python
"""How long the identifier screen takes for 100 KB of each kind of character, and for twice as much.

    .venv/bin/python bench/identifiers.py [--length 100000] [--once]

Budget: 50 ms of processor time for 100 KB of one kind, and for prose; what is nothing but identifiers takes longer,
because each is marked. Twice the length must not take more than three times as long: then no pattern goes back over
what it has read. Ends with status 1 where a budget is broken. `--once` takes each text once, and no budget applies.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402 -- after the path is set

django.setup()

from confidential.identifiers import find_identifiers  # noqa: E402 -- after the set-up

BUDGET, GROWTH = 0.050, 3.0
# Less than this is measured too coarsely to be compared.
COARSE = 0.010
HELPLINES = ["999", "111", "116 123", "85258", "0300 0303 300", "0330 123 1245", "+44 808 808 8000"]
PROSE = "We talked about the rota and about staying late, and I noticed that nobody said a word about it.\n"
# One kind of character each: what somebody may lean on, or paste.
PLAIN = {
    "figures": "7",
    "noughts": "0",
    "small letters": "a",
    "capitals": "A",
    "spaces": " ",
    "tabs": "\t",
    "lines": "\n",
    "dashes": "-",
    "dots": ".",
    "at": "@",
    "plus": "+",
    "brackets": "(",
    "apostrophes": "'",
    "colons": ":",
    "unseen": "\u200b",
    "marks above": "\u0301",
    "wide figures": "\uff19",
    "arabic figures": "\u0663",
    "no-break spaces": "\u00a0",
    "long dashes": "\u2014",
    "emoji": "\U0001f600",
    "chinese": "\u5fc3",
    "prose": PROSE,
}
# What patterns begin with, over and over, and what they find.
MIXED = {
    "figures apart": "7 ",
    "noughts apart": "0 ",
    "noughts and dashes": "0-",
    "letters apart": "a ",
    "a@": "a@",
    "a.": "a.",
    "addresses": "a@a.",
    "titles": "Dr ",
    "saints": "St ",
    "names": "Ab ",
    "o'": "O'",
    "birthdays cut off": "dob: ",
    "nearly NHS": "NHS 943 476 591 ",
    "NHS": "943 476 5919 ",
    "plus 44": "+44 ",
    "days": "12 ",
    "dates cut off": "12/",
    "month days": "12 May ",
    "wards": "ward ",
    "hospital numbers": "MRN 12 34",
    "ages": "aged 43 ",
    "helplines": "0300 0303 300 ",
    "people": "Sarah told Priya in Reading. ",
    "twenty": "twenty-",
    "letters decomposed": "e\u0301",
}


def seconds(text: str, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        before = time.process_time()
        find_identifiers(text, HELPLINES)
        best = min(best, time.process_time() - before)
    return best


def filled(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=100_000)
    parser.add_argument("--once", action="store_true")
    asked = parser.parse_args()
    broken = 0
    for name, unit in {**PLAIN, **MIXED}.items():
        length = seconds(filled(unit, asked.length), 1 if asked.once else 5)
        two = seconds(filled(unit, 2 * asked.length), 1 if asked.once else 5)
        slow = name in PLAIN and length > BUDGET * asked.length / 100_000
        steep = length > COARSE and two > GROWTH * length
        broken += slow or steep
        mark = "  <-- over budget" if slow or steep else ""
        print(f"{name:22} {length * 1000:7.1f} ms, twice as much {two * 1000:7.1f} ms{mark}")
    return int(broken > 0 and not asked.once)


if __name__ == "__main__":
    sys.exit(main())
