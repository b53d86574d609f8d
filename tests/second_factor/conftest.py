"""Sessions that have shown one factor, or two."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from people.models import Role
from tests.people import PASSWORD, Cast, appoint, make_person


@pytest.fixture(autouse=True)
def second_factor_is_required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_of(person) -> Authenticator:
    """`person` has an authenticator app and recovery codes."""
    RecoveryCodes.activate(person)
    return auth.TOTP.activate(person, SECRET).instance


def code_now(secret: str = SECRET) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def code_of(client: Client) -> str:
    """The first code of the app that this session is just setting up."""
    return code_now(client.session[auth.SECRET_SESSION_KEY])


def recovery_codes(person) -> list[str]:
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()


def with_password(person) -> Client:
    """Signed in through the form, as far as the password leads."""
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def with_both(person) -> Client:
    """Signed in through the form with password and code."""
    client = with_password(person)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    return client


@pytest.fixture
def superuser(cast: Cast):
    person = make_person("Una Root")
    person.is_superuser = person.is_staff = True
    person.save()
    return person


@pytest.fixture
def whoever(cast: Cast, superuser) -> Callable[[str], object]:
    """By what obliges them to a second factor."""
    return {
        "supervisor": cast.sam,
        "coordinator": cast.cora,
        "governance": cast.gwen,
        "deputy": cast.dora,
        "clinical_lead": cast.lena,
        "editor": cast.eddie,
        "superuser": superuser,
    }.__getitem__


def made_supervisor(cast: Cast, person) -> None:
    appoint(person, Role.SUPERVISOR, cast.thames, cast.now)
