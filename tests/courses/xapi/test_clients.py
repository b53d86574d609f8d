"""A system reads with a token that an operator makes and revokes; without it nothing is answered."""

from base64 import b64encode
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from courses.xapi.models import XapiClient
from courses.xapi.services import make_client
from foundation.refusals import Refusal
from tests.courses.world import complete
from tests.courses.xapi.making import URL, System


def said(*words):
    out = StringIO()
    call_command("xapi_client", *words, stdout=out)
    return out.getvalue()


def basic(text):
    return {"Authorization": f"Basic {b64encode(text).decode()}", "X-Experience-API-Version": "1.0.3"}


def test_an_operator_makes_one_and_revokes_it(cast, world):
    lines = said("make", "Trust system", "--programme", cast.thames.slug).splitlines()
    user_name, password = (line.split(":")[1].strip() for line in lines[:2])
    asked = basic(f"{user_name}:{password}".encode())
    assert Client().get(URL, headers=asked).status_code == 200
    assert password not in "".join(str(row) for row in XapiClient.objects.values())
    assert f"{user_name}  {cast.thames.slug}  Trust system  open" in said("list")
    assert "can read nothing from now on" in said("revoke", user_name)
    assert (Client().get(URL, headers=asked).status_code, "revoked on" in said("list")) == (401, True)


def test_what_an_operator_mistypes_is_named(cast):
    for words, fault in (
        (("make", "Trust", "--programme", "none"), "There is no programme none. There are: "),
        (("make", " ", "--programme", cast.thames.slug), "Name the system in 1 to 100 characters"),
        (("revoke", "17"), "There is no such client"),
    ):
        with pytest.raises(CommandError, match=fault):
            said(*words)
    with pytest.raises(Refusal):
        make_client(programme=cast.thames, name="x" * 101, now=cast.now)


def test_without_its_token_nobody_reads(cast, world, sign_in, now):
    complete(world, "reading", cast.anna, now)
    system, other = System(cast), System(cast)
    wrong = [
        {},
        {"Authorization": "Basic %%%"},
        basic(b"\xff\xfe"),
        basic(b"no colon"),
        basic(f"17:{system.token}".encode()),
        system.headers(token=other.token),
        {"Authorization": f"Bearer {system.token}"},
    ]
    for headers in wrong:
        for client in (Client(), sign_in(cast.gwen)):
            answer = client.get(URL, headers=headers)
            assert (answer.status_code, answer["WWW-Authenticate"][:5]) == (401, "Basic")
            assert "statements" not in answer.content.decode()


def test_it_cannot_write(cast, world):
    headers = System(cast).headers()
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.delete):
        assert method(URL, headers=headers).status_code in (403, 405)
