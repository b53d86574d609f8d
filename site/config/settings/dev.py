"""A developer's own machine. Never for real people's words."""

from config.settings.base import *  # noqa: F403

INSTALLED_APPS += ["demo"] if (ROOT / "demo").is_dir() else []
DEBUG = True
SECOND_FACTOR_REQUIRED = False
# Whoever halts in a debugger takes their time.
REQUEST_SECONDS = 0
SECRET_KEY = "development-only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
SEALING_KEYS = "dev:YWxsIGRldmVsb3BlcnMgc2hhcmUgdGhpcyBvbmUga2U="
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
