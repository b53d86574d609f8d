"""Whatever a stranger sends in place of an id, a choice or a word: no fault of ours, and nothing is told by it.

The routes come from the access table, and what is sent to each from the route, its page and our views themselves.
"""

import re
from collections import defaultdict

import pytest
from django.test import Client
from django.urls import reverse

from tests import hostile
from tests.access import access_table
from tests.access.world import kwargs_for
from tests.test_access_table import verdict
from tests.undone import afterwards_as_before

ROUTES: dict[str, list[str]] = defaultdict(list)
for _name, _access in sorted(access_table().items()):
    ROUTES[_access.subject].append(_name)
# Whose answers are held against each other where they may not open a route: the first three of these.
STRANGERS = ("anonymous", "outsider", "peer", "outside_coordinator", "supervisor", "editor")
ASKED = hostile.asked_names()
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')


def client_of(person) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def somebody_allowed(name: str, cast) -> Client:
    access, people = access_table()[name], cast.by_relation()
    allowed = (access.get or frozenset()) | (access.post or frozenset())
    return client_of(next(people[relation] for relation in sorted(allowed) if relation in people))


def methods_of(name: str) -> list[str]:
    access = access_table()[name]
    return [method for method in ("get", "post") if getattr(access, method) is not None]


def is_our_fault(client, method, address, body="", kind=hostile.IN_FIELDS) -> bool:
    with afterwards_as_before():
        return hostile.send(client, method, address, body, kind).status_code >= 500


@pytest.mark.parametrize("subject", sorted(filter(None, ROUTES)))
def test_no_id_is_a_fault_of_ours(cast, subject):
    kwargs, faults = kwargs_for(subject, cast), []
    for at, name in enumerate(ROUTES[subject]):
        clients = [somebody_allowed(name, cast), *([] if at else [client_of(None)])]
        for which, address, leads_to_a_view in hostile.addresses(name, kwargs):
            # What leads nowhere is asked of one route of these: it is found to lead nowhere before any view.
            if leads_to_a_view or not at:
                faults += [
                    (name, method, which)
                    for method in methods_of(name)
                    for client in clients
                    if is_our_fault(client, method, address)
                ]
    assert faults == []


@pytest.mark.parametrize("subject", sorted(ROUTES))
def test_no_word_is_a_fault_of_ours(cast, subject):
    kwargs, faults = kwargs_for(subject, cast), []
    for at, name in enumerate(ROUTES[subject]):
        client, address = somebody_allowed(name, cast), reverse(name, kwargs=kwargs)
        with afterwards_as_before():
            names = hostile.names_on(client.get(address))
        if "get" in methods_of(name):
            faults += [
                (name, "get", turn)
                for turn in turns(at, 2)
                if is_our_fault(client, "get", f"{address}?{hostile.fields(ASKED | names, turn)}")
            ]
        if "post" in methods_of(name):
            faults += [
                (name, "post", turn)
                for turn in turns(at, 5)
                if is_our_fault(client, "post", address, hostile.fields(ASKED | names, turn))
            ]
            if is_our_fault(client, "post", address, hostile.files(ASKED | names), hostile.FILES):
                faults.append((name, "post", "a file in each field"))
    assert faults == []


def turns(at: int, count: int) -> list[int]:
    """Some of those by which each field would have each piece: others on the next route, with many of the fields."""
    return [at + turn * len(hostile.FOR_FIELDS) // count for turn in range(count)]


@pytest.mark.parametrize("name", ["words:save", "people:invite_many", "groups:session_edit", "concerns:raise"])
@pytest.mark.parametrize("kind", sorted(hostile.ODD_BODIES))
def test_no_kind_of_body_is_a_fault_of_ours(cast, name, kind):
    kwargs = kwargs_for(access_table()[name].subject, cast)
    body = "".join(hostile.ODD_BODIES[kind].format(name=asked) for asked in sorted(ASKED))
    for client in (client_of(None), somebody_allowed(name, cast)):
        assert not is_our_fault(client, "post", reverse(name, kwargs=kwargs), body, kind)


@pytest.mark.parametrize("subject", sorted(filter(None, ROUTES)))
def test_an_id_of_nobody_is_answered_as_one_of_somebody_else(cast, subject):
    kwargs, people, told = kwargs_for(subject, cast), {"anonymous": None, **cast.by_relation()}, []
    for name in ROUTES[subject]:
        access, theirs, nobodys = access_table()[name], reverse(name, kwargs=kwargs), hostile.of_nobody(name, kwargs)
        for method in methods_of(name):
            shut_out = [
                item for item in STRANGERS if verdict(item, getattr(access, method), access) in ("out", "sign in")
            ]
            told += [
                (name, method, relation)
                for relation in shut_out[:3]
                if answer(people[relation], method, theirs) != answer(people[relation], method, nobodys)
            ]
    assert told == []


def answer(person, method, address):
    """All that can be told by it, but for the address itself."""
    with afterwards_as_before():
        response = getattr(client_of(person), method)(address)
    page = TOKEN.sub("", response.content.decode())
    where = response.headers.get("Location", "")
    return response.status_code, page.replace(address, "HERE"), where.replace(address, "HERE")
