"""What every installation shares. The overlays beside this file say only how they differ."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config.database import database
from config.env import env_domains, env_number, env_secret, env_text
from config.unserved import leave_out
from foundation.suppression import LEAST, ROUND_TO

leave_out()

ROOT = Path(__file__).resolve().parents[3]
# Everything that the software writes lives under one folder, outside the code.
VAR = Path(env_text("HOLDFAST_VAR", str(ROOT / "var")))
# But for the backups, which may have a disk of their own.
BACKUPS = Path(env_text("HOLDFAST_BACKUPS", str(VAR / "backups")))

INSTALLED_APPS = [
    "pages",
    "impact",
    "certificates",
    "supervision",
    "courses",
    "groups",
    "people",
    "backups",
    "directory",
    "confidential",
    "delivery",
    "foundation",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "easy_thumbnails",
    "filer",
    "polymorphic",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # django-filer manages its folders through Django's admin and fails `check` without it; no URL is mounted.
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ReadTheClock",
    "config.middleware.ContentSecurityPolicy",
    "config.middleware.NobodyHere",
    "config.middleware.NoNulls",
    "config.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.given_back.GiveWordsBack",
    "config.given_back.OldAddressesLeadOn",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.KnowTheirRoles",
    "config.authentication.SessionsEnd",
    "config.middleware.NoStoreWhenSignedIn",
    "config.middleware.AdminForEditorsOfNow",
    "confidential.middleware.ClearDeviceOnSignOut",
    "config.authentication.SignInFirst",
    "config.authentication.SecondFactorInThisSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.signing_in.places.RememberBrowsers",
    "config.middleware.SayWhatWasRefused",
    "config.too_large.TooLargeToTake",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# How long one request may hold its server: its statements end before, and if need be the process with it
# (config/time_limits.py). 0 for no limit.
REQUEST_SECONDS = 10
SITE_NAME = "Holdfast"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context.brand",
            ],
        },
    },
]
FORM_RENDERER = "foundation.forms.HoldfastRenderer"

# SQLite in var/ out of the box; for a real programme the PostgreSQL of this address. It may hold a password, so it may
# stand in a file (HOLDFAST_DATABASE_FILE).
DATABASES = {"default": database(env_secret("HOLDFAST_DATABASE", default=""), VAR / "holdfast.sqlite3")}
# What all server processes must know alike: codes that were used, wrong tries. Django's own default remembers for one
# process alone: of two, each would take a code once and count its own five. What is only to be quick is in "process".
CACHES = {
    "default": {
        "BACKEND": "foundation.cache.LastingCache",
        "LOCATION": "foundation_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
# Another process may have changed the brand: each reads it again after so long.
BRAND_CACHE_SECONDS: int | None = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions. allauth signs everybody in; Wagtail's own form is closed (config/urls.py).
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "config.handed_back.old_token"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:my_day"
# The end that nothing puts off, and the shorter ones, are in foundation/sessions.py and config/authentication.py.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "people.forms.AnotherAddressForm",
    "login": "people.forms.SignInForm",
    "change_password": "people.signing_in.forms.AnotherPasswordForm",
    "reset_password": "people.signing_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "people.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# allauth counts by address or by account alone, so one person could use up what a ward, or a doctor, has. What can be
# guessed, or sends mail, is counted in people/signing_in/; keys and passkeys cannot be guessed.
ACCOUNT_RATE_LIMITS: dict[str, str | None] | bool = {
    "login": None,
    "login_failed": None,
    "reauthenticate": None,
    "change_password": None,
    "reset_password": None,
    "reset_password_from_key": None,
}
MFA_RATE_LIMITS = {"webauthn_login": None}
# Nor is anything sent to an address of no account: this site would write to whomever a stranger names.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# An unlocked screen is no way to take an account: changing its addresses asks for the password again.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Whoever may open other people's words gives a second factor in every session (config/authentication.py). Off for
# development and the demo alone; an installation cannot turn it off by its environment.
SECOND_FACTOR_REQUIRED = True
# How long an invitation can be accepted.
INVITATION_DAYS = 14
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "people.second_factor.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.second_factor.forms.CodeForm",
    "reauthenticate": "people.second_factor.forms.CodeAgainForm",
    "activate_totp": "people.second_factor.forms.FirstCodeForm",
    "add_webauthn": "people.second_factor.forms.PasskeyForm",
    "edit_webauthn": "people.second_factor.forms.PasskeyNameForm",
    "login_webauthn": "people.second_factor.forms.PasskeySignInForm",
}
# Shown once, when they are made: an unlocked screen must not give them away later.
MFA_RECOVERY_CODES_SHOW_ONCE = True
# allauth fears strangers who sign themselves up under another's address; here everybody is invited. Doctors change
# employers: a second factor must not keep them from adding an address, nor an unconfirmed address from a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env_text("HOLDFAST_STATIC", str(VAR / "static")))
STATICFILES_DIRS = [ROOT / "static"]
# Editors' images: shown in the Wagtail admin and in published steps, by a view that checks (pages/images.py).
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
# Certificates and handouts: served only by views that check, never from MEDIA_ROOT.
PRIVATE_ROOT = VAR / "private"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "foundation.storage.PrivateFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# django-filer's own defaults are open: private files inside a folder go to any signed-in person. Its addresses are not
# mounted, its storages have none to give, and what it calls public lies in the same private place.
FILER_ENABLE_PERMISSIONS = True
FILER_IS_PUBLIC_DEFAULT = False
FILER_STORAGES = {
    kind: {
        part: {
            "ENGINE": "foundation.storage.PrivateFiles",
            "OPTIONS": {"folder": f"filer/{part}"},
        }
        for part in ("main", "thumbnails")
    }
    for kind in ("public", "private")
}
# How large a handout may be, in bytes.
HANDOUT_MOST_BYTES = 10 * 1024 * 1024
# How large a recording may be, in bytes. config/whole_requests.py and deploy/nginx.conf let a little more through.
RECORDING_MOST_BYTES = 48 * 1024 * 1024

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "pages.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "svg"]
WAGTAILADMIN_BASE_URL = env_text("HOLDFAST_BASE_URL", "http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Nothing is fetched from anywhere else, the editor's pages included.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Wagtail offers every zone that the machine knows; one of Debian's is called "localtime", on which its script stumbles.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
# The default of half a second floods the history; editors elsewhere switched autosave off because of it.
WAGTAIL_AUTOSAVE_INTERVAL = 8000
# Without stems, whatever the server's own default: both databases find the same (courses/searching.py has the forms).
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Every mail, Wagtail's and allauth's included, is written in the database and leaves from the worker by MAIL_TRANSPORT:
# no request waits for a mail server, and none loses a mail to it.
EMAIL_BACKEND = "delivery.letters.OutboxBackend"
EMAIL_SUBJECT_PREFIX = ""
# Well below the time for which the worker holds a mail: a server that stalls must not keep it until another takes it.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_text("HOLDFAST_FROM_EMAIL", "holdfast@example.org")
BASE_URL = WAGTAILADMIN_BASE_URL

# Figures about people: how many must stand behind one that is shown, and to what counts are rounded. Only ever
# stricter. Raise them before the first figures are shown: old and new figures can be laid side by side.
SMALLEST_COUNT_SHOWN = env_number("HOLDFAST_SMALLEST_COUNT_SHOWN", LEAST, least=LEAST)
COUNTS_ROUNDED_TO = env_number("HOLDFAST_COUNTS_ROUNDED_TO", ROUND_TO, least=ROUND_TO)

# Where groups may meet by video. Empty: wherever the pair likes.
VIDEO_HOSTS = env_domains("HOLDFAST_VIDEO_HOSTS")

# By when a concern should be acknowledged: hours for what may be urgent, working days for what can wait.
CONCERN_HOURS = {"now": 1, "today": 24}
CONCERN_WORKING_DAYS = 5

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Wagtail's editor shows previews in a frame of this same site; nobody else may frame it.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "config.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handler mails a failed request to ADMINS, with every word that was posted.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}
