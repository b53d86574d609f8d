"""Every screen of every role, as the access table lists them: a route, who opens it, and its address."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from people.models import User
from tests.access import access_table
from tests.access.relations import Access, only
from tests.access.world import kwargs_for
from tests.people import Cast

# One for each way to stand to a record that has screens of its own; the others are one of these elsewhere.
SEEN_AS = ("anonymous", "owner", "reader", "cover", "trainer", "coordinator", "governance", "deputy", "tpd", "editor")
# Ours in the Wagtail admin, which the access table leaves out.
SIGNS_OFF = only("clinical_lead", "editor")
IN_THE_ADMIN: dict[str, Access] = {
    "sign_off": Access(get=SIGNS_OFF),
    "sign_off_module": Access(get=SIGNS_OFF, subject="signed_module"),
    "asked_again": Access(get=SIGNS_OFF, post=only("clinical_lead"), subject="asked_again"),
}


@dataclass(frozen=True)
class Screen:
    """`relation` is how whoever asks stands to the record behind `url`."""

    route: str
    relation: str
    url: str

    def __str__(self) -> str:
        return f"{self.relation} at {self.route}"


def shown_routes() -> dict[str, Access]:
    """The routes that show something, by name."""
    routes = access_table() | IN_THE_ADMIN
    return {name: access for name, access in sorted(routes.items()) if access.get}


def screens_of(route: str, access: Access, cast: Cast, seen_as: Iterable[str] = SEEN_AS) -> list[Screen]:
    """The screens of one route. Makes the record behind it: call it inside `afterwards_as_before`."""
    opening = [relation for relation in seen_as if relation in (access.get or ())]
    # What only somebody else may open is asked as them.
    opening = opening or sorted(access.get or ())[:1]
    url = reverse(route, kwargs=kwargs_for(access.subject, cast))
    return [Screen(route, relation, url) for relation in opening]


def client_of(relation: str, cast: Cast) -> Client:
    people: dict[str, User] = cast.by_relation()
    client = Client()
    if relation in people:
        client.force_login(people[relation])
    return client
