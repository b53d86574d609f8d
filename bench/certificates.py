#!/usr/bin/env python
"""What a certificate costs beside WeasyPrint alone on an equal document, and whether memory stays flat.

    .venv/bin/python bench/certificates.py [--count 500] [--rounds 5] [--write FOLDER]

One process, no database. "Alone" is WeasyPrint given the finished HTML, the same style sheet, image and variant, with
one font configuration of its own: what is left is our template, the QR code and the fetcher. The rounds alternate,
medians are compared. `--write` leaves three certificates in FOLDER. Ends with status 1 when a budget is broken.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django  # noqa: E402 -- after the path is set

django.setup()

import weasyprint  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from certificates.facts import Facts, Met, Wording  # noqa: E402 -- after the set-up
from certificates.pdf import SHEET, TEMPLATE, check_address, draw, paper_context  # noqa: E402
from foundation.paper import VARIANT  # noqa: E402
from foundation.qr import qr  # noqa: E402

NAMES = {"plain": "Anna Okoye", "long": "Featherstonehaugh-" * 7 + "Smith", "mixed": "محمد <b>Abd</b>"}
OF_ALONE, OF_MEMORY = 1.3, 1.02
EACH_ROUND = 20


def facts(name: str, number: int = 7) -> Facts:
    return Facts(
        version=1,
        language="en-gb",
        number=f"THAMES-{number:04}",
        code="7KQ2-M9XD-3T0V-HB5R",
        check_at="https://holdfast.example.org/verify/",
        name=name,
        award="Peer group facilitator",
        proves="The holder was authorised, co-facilitated group sessions and attended supervision.",
        is_not="It is not a licence to practise and not a qualification in psychotherapy.",
        programme="Thames Valley peer groups",
        organisation="A deanery",
        region="Thames Valley",
        specialty="Acute medicine",
        issued_on="2026-11-23",
        expires_on="2028-11-23",
        met=[Met(label="Sessions co-facilitated", figure="7 sessions (6 needed)")],
        issuer="Cora Lind",
        issuer_role="coordinator of the programme",
        wording=Wording(award="2025-1", layout="1"),
    )


def alone() -> Callable[[int], bytes]:
    """WeasyPrint on the finished document, with its square code as a data address."""
    own, fonts = facts(NAMES["plain"]), FontConfiguration()
    square = Path("/dev/shm/holdfast-bench-qr.svg")
    square.write_bytes(qr(check_address(own)))
    html = render_to_string(TEMPLATE, paper_context(own, check_address(own))).replace("asset:qr", square.as_uri())
    style = weasyprint.CSS(string=render_to_string(SHEET), font_config=fonts)

    def render(_number: int) -> bytes:
        pdf: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
        return pdf

    return render


def milliseconds(render: Callable[[int], bytes]) -> float:
    began = time.perf_counter()
    for number in range(EACH_ROUND):
        render(number)
    return (time.perf_counter() - began) / EACH_ROUND * 1000


def our_document(number: int) -> bytes:
    return draw(facts(NAMES["plain"], number))


def resident() -> float:
    """What this process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    began = time.perf_counter()
    first = our_document(7)
    print(f"first, with loading the library   {time.perf_counter() - began:6.2f} s   {len(first):,} bytes")
    print(f"same facts, same bytes            {our_document(7) == first}")
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        for kind, name in NAMES.items():
            (options.write / f"{kind}.pdf").write_bytes(draw(facts(name)))
    kept = [costs_little_more(options.rounds), stays_flat(options.count), our_document(7) == first]
    sys.exit(0 if all(kept) else 1)


def costs_little_more(rounds: int) -> bool:
    bare = alone()
    bare(0)
    pairs = [(milliseconds(our_document), milliseconds(bare)) for _ in range(rounds)]
    certificate, weasy = (statistics.median(figures) for figures in zip(*pairs, strict=True))
    ratio = certificate / weasy
    print(f"a certificate, warm               {certificate:6.1f} ms")
    print(f"WeasyPrint alone                  {weasy:6.1f} ms   ratio {ratio:.2f} (budget {OF_ALONE})")
    return ratio <= OF_ALONE


def stays_flat(count: int) -> bool:
    for number in range(50):
        our_document(number)
    before = resident()
    for number in range(count):
        our_document(number)
    after = resident()
    print(f"memory over {count} certificates     {before:6.1f} -> {after:.1f} MiB (budget +{OF_MEMORY - 1:.0%})")
    return after <= before * OF_MEMORY


if __name__ == "__main__":
    main()
