"""Tries to get in, as strangers and doctors make them. A network is named by the address that it comes from."""

from collections.abc import Iterable
from datetime import datetime

from django.test import Client, RequestFactory

from foundation.addresses import network_of
from people.signing_in import services
from people.signing_in.limits import PASSWORD, AttemptKind
from people.signing_in.places import Place
from people.signing_in.words import TooManyTries
from tests.people import PASSWORD as RIGHT

SIGN_IN = "/accounts/login/"


def network(address: str) -> Place:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    return Place(f"network:{network_of(request)}", is_own=False)


def browser(name: str) -> Place:
    return Place(f"browser:{name}", is_own=True)


def fails(account: str, place: Place, now: datetime, kind: AttemptKind = PASSWORD) -> bool:
    """A wrong one. Whether it was looked at."""
    try:
        services.take(kind=kind, account=account, place=place, now=now)
    except TooManyTries:
        return False
    return True


def succeeds(account: str, place: Place, now: datetime, kind: AttemptKind = PASSWORD) -> bool:
    """The right one. Whether it was looked at."""
    try:
        attempt = services.take(kind=kind, account=account, place=place, now=now)
    except TooManyTries:
        return False
    services.give_back(attempt, now=now)
    return True


def looked_at(tries: Iterable[bool]) -> int:
    return sum(tries)


def signs_in(client: Client, address: str, password: str = RIGHT, **more: str) -> bool:
    client.post(SIGN_IN, {"login": address, "password": password, **more})
    return "_auth_user_id" in client.session


def what_it_says(client: Client, address: str, password: str = "wrong") -> list[str]:
    return list(client.post(SIGN_IN, {"login": address, "password": password}).context["form"].non_field_errors())
