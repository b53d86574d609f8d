"""The demo's settings, with a mail server that a test can take away."""

from config.env import env_number
from tests.demo_settings import *  # noqa: F403

MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env_number("HOLDFAST_SMTP_PORT", 1025)
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
