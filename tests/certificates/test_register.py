"""The register: every certificate of a programme, for its coordinators and governance leads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate
from certificates.services import revoke_certificate
from people.models import Role
from tests.certificates.test_verifying import second
from tests.people import appoint


def listed(client, query: str = "") -> list[str]:
    page = client.get(f"/certificates/register/{query}").content.decode()
    return re.findall(r"<bdi>(.*?)</bdi>, (\S+)</a>", page)


@pytest.mark.parametrize("name", ["cora", "gwen"])
def test_those_who_keep_it_see_each_with_its_status(cast, certificate, sign_in, name):
    revoke_certificate(certificate=certificate, by=cast.gwen, reason="Issued in error", now=cast.now)
    page = sign_in(getattr(cast, name)).get("/certificates/register/").content.decode()
    assert (page.count("Anna Okoye</bdi>, THAMES-0001"), page.count("No longer current")) == (1, 1)
    assert page.count("Issued in error") == 0


def test_another_programme_is_not_in_it(cast, certificate, sign_in):
    assert listed(sign_in(cast.odette)) == []


def test_it_closes_with_the_appointment(cast, certificate, sign_in):
    cast.gwen.appointments.update(ends_at=cast.now)
    assert sign_in(cast.gwen).get("/certificates/register/").status_code == 404
    assert sign_in(cast.gwen).get(f"/certificates/{certificate.pk}/").status_code == 404


def test_a_coordinator_who_holds_one_finds_it_there_once(cast, certificate, sign_in):
    appoint(cast.anna, Role.COORDINATOR, cast.thames, cast.now)
    assert listed(sign_in(cast.anna)) == [("Anna Okoye", "THAMES-0001")]


def test_it_is_searched_by_the_printed_name_or_the_number(cast, certificate, sign_in):
    client = sign_in(cast.cora)
    cast.anna.last_name = "Married"
    cast.anna.save()
    found = {query: len(listed(client, f"?q={query}")) for query in ("okoye", "0001", "married", "0002")}
    assert found == {"okoye": 1, "0001": 1, "married": 0, "0002": 0}


def test_the_same_queries_for_1_and_for_30(cast, certificate, sign_in):
    client, counts = sign_in(cast.cora), []
    listed(client)  # what is asked once for each process
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            shown = len(listed(client))
        counts.append((shown, len(asked)))
        for number in range(2, 31):
            if not Certificate.objects.filter(number=number).exists():
                second(cast, certificate, cycle=number, number=number)
    assert [shown for shown, _ in counts] == [1, 30]
    assert counts[0][1] == counts[1][1] <= 12
