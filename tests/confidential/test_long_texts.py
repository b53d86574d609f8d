"""However somebody fills a box, looking through it takes time that grows with its length alone.

Run in a process whose processor time is limited by the system: a pattern that goes back over what it has read needs
minutes for one of these texts, and is stopped. `bench/identifiers.py` prints what each takes.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "identifiers.py"
# Several times what all of them together need on a slow machine.
SECONDS = 90


def test_no_kind_of_long_text_holds_the_site(tmp_path):
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, str(BENCH), "--length", "100000", "--once"],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOLDFAST_VAR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert done.stdout.count("\n") > 40
