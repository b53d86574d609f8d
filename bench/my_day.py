#!/usr/bin/env python
"""My day and the desk, beside a bare signed-in Django view of equal size, by CPU time.

    .venv/bin/python bench/my_day.py [--rounds 5] [--times 20] [--kept var/growth]

In the small programme of bench/growth.py, asked by Django's test client in one process, in interleaved rounds. Prints
the medians, their ratios and the queries; ends with status 1 when one is below 0.2 of the bare view.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

from bench.growth import fingerprint  # noqa: E402 -- after the path is set

OF_BARE = 0.2
# Who asks, and for what.
SCREENS = (("anna", "/me/"), ("sam", "/me/"), ("cora", "/me/"), ("sam", "/desk/"))


def signed_in(person: Any) -> Any:
    from django.test import Client  # noqa: PLC0415 -- after the set-up

    client = Client()
    client.force_login(person)
    return client


def size_of(client: Any, path: str) -> int:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return len(response.content)


def cpu_ms(client: Any, path: str, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        client.get(path)
    return (time.process_time() - began) * 1000 / times


def queries_of(client: Any, path: str) -> int:
    from django.db import connection  # noqa: PLC0415 -- after the set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        client.get(path)
        return len(asked)


def compare(client: Any, path: str, options: argparse.Namespace) -> tuple[float, str]:
    """How much of the page the bare view is, and the line that says so."""
    padding = max(0, size_of(client, path) - size_of(client, "/bare/0/"))
    paths = {"page": path, "bare": f"/bare/{padding}/"}
    found: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(options.rounds):
        for name, address in paths.items():
            found[name].append(cpu_ms(client, address, options.times))
    page, bare = (statistics.median(found[name]) for name in paths)
    return bare / page, f"{page:.1f} ms, bare {bare:.1f} ms: {bare / page:.2f}, {queries_of(client, path)} queries"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--kept", type=Path, default=ROOT / "var" / "growth")
    options = parser.parse_args()
    folder = options.kept / f"small-{fingerprint()}"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.my_day_settings", "HOLDFAST_VAR": str(folder)}
    import django  # noqa: PLC0415 -- the environment comes first

    django.setup()
    from django.utils import timezone  # noqa: PLC0415 -- after the set-up

    from bench.asking import prepare  # noqa: PLC0415
    from bench.programmes import the_cast  # noqa: PLC0415

    prepare("small", folder)
    cast, worst = the_cast(timezone.now()), 1.0
    for who, path in SCREENS:
        ratio, said = compare(signed_in(getattr(cast, who)), path, options)
        worst = min(worst, ratio)
        print(f"{path} of {who}: {said}", flush=True)
    return int(worst < OF_BARE)


if __name__ == "__main__":
    sys.exit(main())
