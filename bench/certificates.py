#!/usr/bin/env python
"""How fast certificates are drawn, how large they are, whether memory stays flat and same facts make same bytes.

    .venv/bin/python bench/certificates.py [--count 300] [--write FOLDER]

One process, no database. `--write` leaves three of them in FOLDER, for `bench/conformance.py`.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django  # noqa: E402 -- after the path is set

django.setup()

from certificates.facts import Facts, Met, Wording  # noqa: E402 -- after the set-up
from certificates.pdf import draw  # noqa: E402 -- after the set-up

NAMES = {"plain": "Anna Okoye", "long": "Featherstonehaugh-" * 7 + "Smith", "mixed": "محمد <b>Abd</b>"}


def facts(name: str, number: int = 7) -> Facts:
    return Facts(
        version=1, language="en-gb", number=f"THAMES-{number:04}", code="7KQ2-M9XD-3T0V-HB5R",
        check_at="https://holdfast.example.org/verify/", name=name, award="Peer group facilitator",
        proves="The holder was authorised, co-facilitated group sessions and attended supervision.",
        is_not="It is not a licence to practise and not a qualification in psychotherapy.",
        programme="Thames Valley peer groups", organisation="A deanery", region="Thames Valley",
        specialty="Acute medicine", issued_on="2026-11-23", expires_on="2028-11-23",
        met=[Met(label="Sessions co-facilitated", figure="7 sessions (6 needed)")],
        issuer="Cora Lind", issuer_role="coordinator of the programme", wording=Wording(award="2025-1", layout="1"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    began = time.perf_counter()
    first = draw(facts(NAMES["plain"]))
    print(f"first, with loading the library   {time.perf_counter() - began:6.2f} s   {len(first):,} bytes")
    print(f"same facts, same bytes            {draw(facts(NAMES['plain'])) == first}")
    before, began = memory(), time.perf_counter()
    for number in range(options.count):
        draw(facts(NAMES["plain"], number))
    spent = time.perf_counter() - began
    print(f"{options.count} certificates                  {options.count / spent:6.1f} each second")
    print(f"memory                            {before:6.0f} -> {memory():.0f} MiB at most")
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        for kind, name in NAMES.items():
            (options.write / f"{kind}.pdf").write_bytes(draw(facts(name)))


def memory() -> float:
    """The most that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
