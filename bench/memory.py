#!/usr/bin/env python
"""What a process that answers weighs once it has imported all, and whose modules it holds.

    .venv/bin/python bench/memory.py

Proportional set size, as Linux reckons it, with the settings of the demo. Ends with status 1 above 120 MiB.
"""

import os
import secrets
import sys
import tempfile
import warnings
from base64 import b64encode
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

MOST_MIB = 120


def pss_mib() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> int:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="holdfast-memory-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "HOLDFAST_VAR": folder,
            "HOLDFAST_SECRET_KEY": secrets.token_urlsafe(50),
            "HOLDFAST_SEALING_KEYS": f"bench:{b64encode(secrets.token_bytes(32)).decode()}",
        }
        from django.urls import get_resolver  # noqa: PLC0415

        import config.wsgi  # noqa: PLC0415, F401 -- the environment comes first

        assert get_resolver().url_patterns
        held = pss_mib()
    packages = Counter(name.partition(".")[0] for name in sys.modules)
    print(", ".join(f"{name} {count}" for name, count in packages.most_common(25)))
    print(f"{len(sys.modules)} modules, {held:.1f} MiB PSS (at most {MOST_MIB})")
    return int(held > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
