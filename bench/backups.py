#!/usr/bin/env python
"""How long a backup takes and its restore, of a programme of 120 facilitators with a year behind them.

    .venv/bin/python bench/backups.py [--facilitators 120] [--profile]

On SQLite, in throw-away folders. Times are of the process, so that a busy machine shows less. Each step is a
process of its own, as it is in use; --profile prints where its time went.
"""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facilitators", type=int, default=120)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        import django  # noqa: PLC0415 -- the settings are named by the environment

        django.setup()
        STEPS[options.step](options)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for step, place in (("build", "old"), ("backup", "old"), ("restore", "new")):
            take(step, Path(folder), place, options)
    return 0


def take(step: str, folder: Path, place: str, options: argparse.Namespace) -> None:
    (folder / place).mkdir(exist_ok=True)
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "HOLDFAST_VAR": str(folder / place)}
    command = [sys.executable, __file__, "--step", step, "--file", str(folder / "backup.tar.gz")]
    command += ["--facilitators", str(options.facilitators), *(["--profile"] if options.profile else [])]
    subprocess.run(command, env=os.environ | environment, check=True)


def build_it(options: argparse.Namespace) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- after the set-up

    from bench.programmes import Size, build  # noqa: PLC0415 -- after the set-up

    call_command("migrate", verbosity=0)
    build(Size("middle", options.facilitators))


def back_up(options: argparse.Namespace) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- after the set-up

    from backups.services import make_backup  # noqa: PLC0415 -- after the set-up

    manifest = timed("backup", options, lambda: make_backup(options.file, now=timezone.now()))
    rows = sum(part.rows for part in manifest.tables().values())
    print(f"        {rows} rows, {options.file.stat().st_size / 1e6:.1f} MB")


def put_back(options: argparse.Namespace) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- after the set-up

    from backups.services import restore_backup  # noqa: PLC0415 -- after the set-up

    call_command("migrate", verbosity=0)
    timed("restore", options, lambda: restore_backup(options.file, erased=[], tell=lambda _words: None))


STEPS: dict[str, Callable[[argparse.Namespace], None]] = {"build": build_it, "backup": back_up, "restore": put_back}


def timed(what: str, options: argparse.Namespace, action: Callable[[], Any]) -> Any:
    profile = cProfile.Profile()
    began = time.process_time()
    result = profile.runcall(action) if options.profile else action()
    print(f"{what}: {time.process_time() - began:.1f} s", flush=True)
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)
    return result


if __name__ == "__main__":
    sys.exit(main())
