"""The demo's settings, with one line more in every answer: how many queries it took."""

from config.settings.demo import *  # noqa: F403

MIDDLEWARE = ["bench.middleware.CountQueries", *MIDDLEWARE]  # noqa: F405
# The benchmarks sign in more often than any person.
ACCOUNT_RATE_LIMITS = False
