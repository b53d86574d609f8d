"""One agreement is offered to several people: a list first, one press, a copy for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from delivery.models import Effect
from people.models import Role, SupervisionAssignment
from people.services import appoint
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.services import offer_to_many
from tests.people import make_person
from tests.supervision.agreements.test_pages import terms
from tests.supervision.world import agreed, agreement, assignment

URL = "agreements:offer_many"


def supervise(cast, *names):
    people = [make_person(name) for name in names]
    for person in people:
        appoint(person=person, role=Role.FACILITATOR, programme=cast.thames, now=cast.now)
        SupervisionAssignment.objects.create(
            programme=cast.thames, facilitator=person, supervisor=cast.sam, starts_at=cast.now
        )
    return people


def names(rows) -> list[str]:
    return [row.facilitator.name for row in rows]


def test_the_list_says_who_gets_it_and_who_is_left_out(cast, sign_in):
    supervise(cast, "Nia New")
    agreed(cast, cast.anna, cast.sam)
    agreement(cast, cast.ben, cast.sam)
    shown = sign_in(cast.sam).get(reverse(URL))
    assert (names(shown.context["without"]), names(shown.context["left_out"])) == (
        ["Nia New"],
        [cast.anna.name, cast.ben.name],
    )
    page = " ".join(shown.content.decode().split())
    assert (f"{cast.anna.name}</a>, agreed" in page, f"{cast.ben.name}</a>, offered" in page) == (True, True)


def test_each_gets_a_copy_of_their_own_by_one_press(cast, sign_in):
    supervise(cast, "Nia New", "Ola Other")
    agreed(cast, cast.anna, cast.sam)
    sam = sign_in(cast.sam)
    to = [row.pk for row in sam.get(reverse(URL)).context["without"] if row.facilitator != cast.ben]
    answer = sam.post(reverse(URL), terms(cast, to=to, minutes=45), follow=True)
    assert "Offered to 2 people." in answer.content.decode()
    offered = SupervisionAgreement.objects.filter(acknowledged_at=None).order_by("assignment__facilitator__sort_name")
    assert [(one.assignment.facilitator.name, one.minutes) for one in offered] == [("Nia New", 45), ("Ola Other", 45)]
    told = Effect.objects.filter(kind="mail:agreement_offered", recipient__last_name__in=["New", "Other"])
    assert told.count() == 2


def test_who_has_one_by_now_is_left_out_and_named(cast):
    rows = [assignment(person, cast.sam) for person in (cast.anna, cast.ben)]
    first = agreed(cast, cast.anna, cast.sam)
    offered = offer_to_many(
        assignments=rows, by=cast.sam, terms={"weeks_between": 2, "minutes": 45, "contact": "mail"}, now=cast.now
    )
    assert ([one.assignment.facilitator for one in offered.agreements], names(offered.left_out)) == (
        [cast.ben],
        [cast.anna.name],
    )
    first.refresh_from_db()
    assert (first.weeks_between, first.minutes) == (4, 60)


def test_somebody_elses_are_not_on_the_list(cast, sign_in):
    theirs = assignment(cast.farah, cast.stella)
    answer = sign_in(cast.sam).post(reverse(URL), terms(cast, to=[theirs.pk]))
    assert answer.status_code == 422
    assert SupervisionAgreement.objects.count() == 0


@pytest.mark.parametrize("who", ["anna", "cora", "eddie"])
def test_only_a_supervisor_has_this_page(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert (client.get(reverse(URL)).status_code, client.post(reverse(URL)).status_code) == (404, 404)


def test_as_many_queries_for_thirty_people_as_for_two(cast, sign_in, django_assert_num_queries):
    sam = sign_in(cast.sam)
    sam.get(reverse(URL))
    with CaptureQueriesContext(connection) as few:
        sam.get(reverse(URL))
    supervise(cast, *(f"Nia{number} New" for number in range(30)))
    with django_assert_num_queries(len(few)):
        shown = sam.get(reverse(URL))
    assert len(shown.context["without"]) == 32
