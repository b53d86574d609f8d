"""The tests' settings, with views that never end and less time for each request."""

from config.env import env_number
from tests.faults.settings import *  # noqa: F403

ROOT_URLCONF = "tests.faults.slow_urls"
REQUEST_SECONDS = env_number("HOLDFAST_REQUEST_SECONDS", 4)
