"""The demo's settings, as the tests run it: nothing is slow for no reason, and a machine that is busy is not wrong."""

from config.settings.demo import *  # noqa: F403
from tests import patience

REQUEST_SECONDS = patience.REQUEST_SECONDS
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
