"""The child that draws a paper: HTML on its standard input, a PDF on its standard output.

A long paper would hold the server's process for seconds, and whoever holds it for too long is ended with all that it
does (docs/decisions/0018-no-request-holds-the-site.md). This one may be ended by itself.
"""

import os
import subprocess
import sys
from pathlib import Path

# Of tables, on as many sheets as they take.
SHEET = "includes/paper_of_tables.css"
ROOT = Path(__file__).parents[2]
MOST_SECONDS = 7


def drawn_by_a_child(html: str, *, sheet: str = SHEET) -> bytes | None:
    """Laid out by the template `sheet`. None where it took too long, or failed. No secret is in its environment."""
    environment = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", "HOME": os.environ.get("HOME", "/")}
    try:
        return subprocess.run(  # noqa: S603 -- our own module, and the name of our own template
            [sys.executable, "-s", "-m", "foundation.drawing", sheet],
            input=html.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=True,
            cwd=ROOT,
            env=environment,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None


def main(sheet: str) -> None:
    """With no more of Django than a folder of templates: to start all of it takes longer than to draw."""
    import django  # noqa: PLC0415 -- in the child alone
    from django.conf import settings  # noqa: PLC0415 -- the same

    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [ROOT / "templates"]}
    settings.configure(TEMPLATES=[engine])
    django.setup()
    from foundation.paper import draw_paper  # noqa: PLC0415 -- the same

    sys.stdout.buffer.write(draw_paper(sys.stdin.buffer.read().decode(), sheet=sheet))


if __name__ == "__main__":
    main(sys.argv[1])
