"""What few requests need is imported when one does: each process that answers would hold it all day."""

import os
import subprocess
import sys

from django.conf import settings

HEAVY = {"fontTools", "networkx", "ninja", "numpy", "openpyxl", "pikepdf", "pydyf", "weasyprint"}
ASK = """
import sys
import config.wsgi
from django.urls import reverse
reverse("pages:my_day")
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_the_process_that_answers_begins_without_what_few_requests_need() -> None:
    command = [sys.executable, "-W", "ignore", "-c", ASK]
    environment = os.environ | {"PYTHONPATH": f"{settings.ROOT}:{settings.ROOT / 'site'}"}
    ran = subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=True)
    said = ran.stdout
    assert sorted(HEAVY & set(said.split())) == []
    assert "wagtail" in said.split()
