"""Where allauth asks for a password, a code or an address, the try is counted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from django.http import HttpRequest
from django.utils import timezone

from foundation.addresses import address_of
from people.models import User
from people.signing_in import services
from people.signing_in.limits import CODE, PASSWORD, AttemptKind
from people.signing_in.places import known_here, place_of
from people.signing_in.words import TooManyTries


def begin(kind: AttemptKind, account: str, people: Iterable[UUID]) -> services.Attempt:
    """Raises ValidationError, for the form, where there were too many."""
    place = place_of(context.request, people)
    try:
        return services.take(kind=kind, account=account, place=place, now=_now())
    except TooManyTries as refusal:
        raise refusal.in_a_form() from refusal


def succeed(attempt: services.Attempt) -> None:
    services.give_back(attempt, now=_now())


def of_address(kind: AttemptKind, address: str) -> services.Attempt:
    """Whose it is, is asked for those alone who signed in here: a stranger's refusal takes as long for any address."""
    request = context.request
    may_be_own = request.user.is_authenticated or known_here(request)
    people = filter_users_by_email(address, prefer_verified=True, for_login=True) if may_be_own else []
    return begin(kind, services.of_address(address), [person.pk for person in people])


def lift_for_a_new_password(user: User, **_kwargs: Any) -> None:
    services.lift(person=user)


def _now() -> datetime:
    return getattr(context.request, "now", None) or timezone.now()


class CountsPasswords:
    """For allauth's adapter: signing in, and showing again who you are."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def pre_authenticate(self, _request: HttpRequest, **credentials: Any) -> None:
        self.attempt = of_address(PASSWORD, credentials.get("email", ""))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)  # type: ignore[misc]
        if user:
            succeed(self.attempt)
        return user


class CountsCodes:
    """For allauth's forms that ask for a code."""

    user: User

    def clean_code(self) -> str:
        attempt = begin(CODE, str(self.user.pk), [self.user.pk])
        code: str = super().clean_code()  # type: ignore[misc]
        succeed(attempt)
        return code
