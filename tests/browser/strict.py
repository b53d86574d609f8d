"""The demo's settings with the second factor on, as in production: for tests/browser/test_second_factor.py."""

from tests.demo_settings import *  # noqa: F403

SECOND_FACTOR_REQUIRED = True
