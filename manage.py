#!/usr/bin/env python
"""Django's command line, with the project root and the plain folder `site/` on the path."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- after the path is set

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
