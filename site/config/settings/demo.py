"""The demo: production's settings but for HTTPS, the second factor, secrets and mail, which goes to files."""

from config.env import env_secret, env_text
from config.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env_secret("HOLDFAST_SECRET_KEY")
SEALING_KEYS = env_secret("HOLDFAST_SEALING_KEYS")
ALLOWED_HOSTS = env_text("HOLDFAST_HOSTS", "localhost,127.0.0.1").split(",")

MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
INSTALLED_APPS += ["demo"]
# Said on every page, and asked by the seed before it writes a row.
DEMO = True
SECOND_FACTOR_REQUIRED = False
