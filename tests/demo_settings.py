"""The demo's settings, as the tests run it: nothing is slow for no reason, and a machine that is busy is not wrong."""

from config.settings.demo import *  # noqa: F403

REQUEST_SECONDS = 60
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
