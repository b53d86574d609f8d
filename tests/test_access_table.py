"""Every route is declared, and opens for exactly those whom the table names.

The routes come from the URLconf itself, never from a list written by hand: a new route without a line in its
app's file in `tests/access/` fails here.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import access_table
from tests.access.relations import RELATIONS
from tests.access.world import kwargs_for
from tests.undone import afterwards_as_before

# Other people's views, mounted whole. Wagtail's admin is walked below; allauth's pages are about oneself alone.
MOUNTED_WHOLE = ("admin/", "accounts/")
# Ours, outside every app.
OWN = {"healthz", "wagtail_sign_in_closed", "wagtail_account_closed", "mfa_login_webauthn"}
# For no person: a system of others has a token (tests/courses/xapi).
OWN |= {"xapi:statements"}


def routes(patterns=None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if path in MOUNTED_WHOLE:
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", path


def test_every_route_is_declared():
    undeclared = {name for name, _ in routes()} - set(access_table()) - OWN
    assert undeclared == set()


def test_nothing_is_declared_that_is_no_route():
    assert set(access_table()) - {name for name, _ in routes()} == set()


def answer(client: Client, method: str, url: str) -> str:
    """ "in", "out" (404), "sign in", or the bare status for anything else."""
    response = getattr(client, method)(url)
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return "sign in"
    if response.status_code == 401:
        return "sign in"
    if response.status_code in (200, 204, 302, 303, 400, 409, 410, 422):
        return "in"
    return "out" if response.status_code == 404 else str(response.status_code)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(access_table()))
def test_a_route_opens_for_those_it_names_and_for_nobody_else(cast, sign_in, name, method):
    access = access_table()[name]
    allowed = getattr(access, method)
    url = reverse(name, kwargs=kwargs_for(access.subject, cast))
    found, expected = {}, {}
    for relation, person in {"anonymous": None, **cast.by_relation()}.items():
        client = sign_in(person) if person else Client()
        with afterwards_as_before():
            found[relation] = answer(client, method, url)
        expected[relation] = verdict(relation, allowed, access)
    if allowed is None and found["anonymous"] == "sign in":
        # Signed-out people are asked to sign in before they learn which methods there are.
        found["anonymous"] = "405"
    assert found == expected


def verdict(relation: str, allowed, access) -> str:
    """What the table promises this person for a method; one that the route does not offer is 405 for everybody."""
    if allowed is None:
        return "405"
    if relation in allowed:
        return "in"
    return "sign in" if relation == "anonymous" else "out"


def test_the_cast_holds_one_person_for_each_relation(cast):
    assert {"anonymous", *cast.by_relation()} == RELATIONS
