"""Traps of the settings: defaults of the parts that would let somebody in, or call somebody outside."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa_settings
from django.conf import settings
from django.contrib import admin
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver
from django.utils.log import AdminEmailHandler

from config.settings import base
from tests.guards.repository import ROOT, committed_files, named
from tests.people import PASSWORD

PRODUCTION = {
    "HOLDFAST_SECRET_KEY": "Vb1kqJ4m0yRzXw7hP2sNfTgLcE9uAiOd8QxK5r3tYjM6eWvZnB4d1",
    "HOLDFAST_SEALING_KEYS": "new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE=",
    "HOLDFAST_HOSTS": "holdfast.example.org",
    "HOLDFAST_BASE_URL": "https://holdfast.example.org",
    "HOLDFAST_SMTP_HOST": "mail.example.org",
    "HOLDFAST_FROM_EMAIL": "holdfast@example.org",
}
PRINT_SETTINGS = """
import importlib, json, sys
from django.conf import settings
settings.configure(USE_I18N=False)
module = importlib.import_module(sys.argv[1])
print(json.dumps({name: repr(getattr(module, name)) for name in dir(module) if name.isupper()}))
"""


def load(name: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The settings module `name`, imported by a Python that knows no other environment."""
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", PRINT_SETTINGS, f"config.settings.{name}"]
    return subprocess.run(command, env=path | environment, capture_output=True, text=True, check=False)


def values(name: str) -> dict[str, str]:
    return json.loads(load(name, PRODUCTION).stdout)


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_names_what_is_missing(missing):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    refused = load("production", given)
    assert refused.returncode == 1
    assert missing in refused.stderr.splitlines()[-1]


def test_nothing_shows_tracebacks_to_visitors():
    assert {name: values(name)["DEBUG"] for name in ("demo", "production")} == {"demo": "False", "production": "False"}


# HTTPS and the proxy that ends it, the second factor, secrets, mail; and that it says it is a demo.
DEMO_DIFFERS_IN = {
    "SECURE_SSL_REDIRECT",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_PROXY_SSL_HEADER",
    "ADDRESS_FROM",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "CSRF_TRUSTED_ORIGINS",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
    "SECRET_KEY",
    "SEALING_KEYS",
    "ALLOWED_HOSTS",
    "DEMO",
    "INSTALLED_APPS",
    "MAIL_TRANSPORT",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_USE_TLS",
    "SECOND_FACTOR_REQUIRED",
}


def test_the_demo_is_production_but_for_https_second_factor_secrets_and_mail():
    demo, production = values("demo"), values("production")
    differing = {name for name in demo.keys() | production.keys() if demo.get(name) != production.get(name)}
    assert {name for name in differing if name not in DEMO_DIFFERS_IN and not name.startswith("MFA_")} == set()
    assert demo["INSTALLED_APPS"] == production["INSTALLED_APPS"].replace("]", ", 'demo']")


def test_no_environment_turns_the_second_factor_off_in_production():
    names = ("SECOND_FACTOR_REQUIRED", "HOLDFAST_SECOND_FACTOR_REQUIRED", "HOLDFAST_SECOND_FACTOR")
    given = dict.fromkeys(names, "0")
    production = json.loads(load("production", PRODUCTION | given).stdout)
    assert (production["SECOND_FACTOR_REQUIRED"], values("demo")["SECOND_FACTOR_REQUIRED"]) == ("True", "False")
    readers = [
        named(path)
        for path in committed_files()
        if path.parent.name == "settings" and re.search(r"SECOND_FACTOR_REQUIRED\s*=\s*env", path.read_text())
    ]
    assert readers == []


def test_wagtail_calls_nobody_and_does_not_flood_the_history():
    """Its defaults send every editor's e-mail hash to gravatar, ask its maker for news, and save each half second."""
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL >= 5000


def test_behind_a_proxy_the_limits_see_each_visitors_own_address(rf):
    """Else wrong passwords from anywhere would count as one visitor's."""
    behind = json.loads(load("production", PRODUCTION | {"HOLDFAST_ADDRESS_FROM": "HTTP_X_REAL_IP"}).stdout)
    asked = rf.get("/", headers={"X-Real-IP": "192.0.2.7", "X-Forwarded-For": "198.51.100.9"})
    with override_settings(ADDRESS_FROM=behind["ADDRESS_FROM"].strip("'")):
        assert get_adapter().get_client_ip(asked) == "192.0.2.7"
    assert get_adapter().get_client_ip(asked) == "127.0.0.1"


# Nothing of it is open here: nobody signs themselves up, or in by telephone or by a code that was mailed. What is left
# is how often a confirmation goes to one address.
NOT_ASKED_HERE = {"signup", "verify_phone", "request_login_code", "confirm_email"}


def test_no_limit_of_allauth_can_be_used_up_for_others():
    """Those by address shut out a ward, those by account a doctor. Ours: people/signing_in/."""
    with override_settings(ACCOUNT_RATE_LIMITS=base.ACCOUNT_RATE_LIMITS):
        limits = account_settings.RATE_LIMITS | mfa_settings.RATE_LIMITS
    shared = {action for action, rates in limits.items() for rate in parse_rates(rates) if rate.per != "user"}
    assert shared == NOT_ASKED_HERE


def test_a_failed_request_is_mailed_to_nobody():
    """Django's own handler mails it to ADMINS, with every word that was posted."""
    loggers = [logging.getLogger(name) for name in ("", *logging.root.manager.loggerDict)]
    mailing = {log.name for log in loggers for handler in log.handlers if isinstance(handler, AdminEmailHandler)}
    assert mailing == set()


def test_filer_keeps_private_files_private():
    """Its defaults give any private file in a folder to any signed-in person, and make new files public."""
    assert settings.FILER_ENABLE_PERMISSIONS is True
    assert settings.FILER_IS_PUBLIC_DEFAULT is False
    engines = {part["ENGINE"] for kind in settings.FILER_STORAGES.values() for part in kind.values()}
    assert engines | {settings.STORAGES["private"]["BACKEND"]} == {"foundation.storage.PrivateFiles"}


def resolvers(patterns=None):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield pattern
            yield from resolvers(pattern.url_patterns)


def test_djangos_admin_is_mounted_nowhere():
    """django-filer wants it installed. Mounted, it would be a door past every permission of ours."""
    assert [str(r.pattern) for r in resolvers() if r.app_name == "admin" or r.namespace == "admin.site.name"] == []
    assert admin.site.name not in {r.namespace for r in resolvers()}


def test_nobody_signs_themselves_up(client, db):
    account = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/accounts/signup/", account)
    assert "_auth_user_id" not in client.session
    assert "form" not in (response.context or {})


def test_a_right_password_at_wagtails_own_door_signs_nobody_in(cast):
    """Its form is a side door past the second factor (measured)."""
    client = Client()
    response = client.post("/admin/login/", {"username": cast.eddie.email, "password": PASSWORD})
    assert response["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/login/?next=/admin/pages/"])
def test_wagtails_sign_in_and_reset_lead_to_the_one_door(client, path):
    assert client.get(path)["Location"].startswith("/accounts/login/")
