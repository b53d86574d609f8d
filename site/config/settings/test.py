"""The test suite: fast hashing, mail in memory, files in a throw-away folder."""

import tempfile
from pathlib import Path

from config.env import env_text
from config.settings.base import *  # noqa: F403

INSTALLED_APPS += ["demo"] if (ROOT / "demo").is_dir() else []
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["*"]
SEALING_KEYS = "new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE=,old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="holdfast-static-"))
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="holdfast-media-"))
PRIVATE_ROOT = Path(tempfile.mkdtemp(prefix="holdfast-private-"))
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
# Else the clock would decide which test pays two queries for it.
BRAND_CACHE_SECONDS = None
# Tests of it turn it on: tests/second_factor/.
SECOND_FACTOR_REQUIRED = False
# In memory if not said. A file that pytest's --reuse-db finds again saves a run of a few tests all migrations.
DATABASES["default"]["TEST"] = {"NAME": env_text("HOLDFAST_TEST_DATABASE", "") or None}
# All tests come from one network.
SAY_PER_NETWORK = 100_000
