"""A real installation. Every secret is named when it is missing; nothing has a default that could leak."""

from config.env import env_address, env_flag, env_hosts, env_number, env_secret, env_text, refuse_missing
from config.settings.base import *  # noqa: F403

refuse_missing(
    "HOLDFAST_SECRET_KEY",
    "HOLDFAST_SEALING_KEYS",
    "HOLDFAST_HOSTS",
    "HOLDFAST_BASE_URL",
    "HOLDFAST_SMTP_HOST",
    "HOLDFAST_FROM_EMAIL",
)

DEBUG = False
SECRET_KEY = env_secret("HOLDFAST_SECRET_KEY", at_least=50)
SEALING_KEYS = env_secret("HOLDFAST_SEALING_KEYS")
ALLOWED_HOSTS = env_hosts("HOLDFAST_HOSTS")
BASE_URL = WAGTAILADMIN_BASE_URL = env_address("HOLDFAST_BASE_URL", ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURE_SSL_REDIRECT = env_flag("HOLDFAST_HTTPS_REDIRECT", default=True)
# Asked by load balancers and by hand on the machine itself, in plain HTTP.
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

# Behind a proxy every visitor has the proxy's address: name the header that holds their own, for instance
# HTTP_X_REAL_IP, so that the limits on checking certificates and on signing in count each apart.
ADDRESS_FROM = env_text("HOLDFAST_ADDRESS_FROM", "REMOTE_ADDR")

MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env_text("HOLDFAST_SMTP_HOST")
EMAIL_PORT = env_number("HOLDFAST_SMTP_PORT", 587, least=1)
EMAIL_HOST_USER = env_text("HOLDFAST_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env_secret("HOLDFAST_SMTP_PASSWORD") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = env_flag("HOLDFAST_SMTP_TLS", default=True)
DEFAULT_FROM_EMAIL = env_text("HOLDFAST_FROM_EMAIL")
