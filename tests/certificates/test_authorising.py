"""A coordinator of the programme confirms that somebody may co-facilitate, once, and never for themselves."""

import pytest
from django.db import IntegrityError, transaction

from certificates.services import authorise
from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Authorisation, Role
from tests.certificates import making
from tests.people import appoint

pytestmark = pytest.mark.usefixtures("course")


def confirm(cast, person, by=None):
    return authorise(person=person, programme=cast.thames, by=by or cast.cora, now=cast.now)


def test_it_is_dated_and_keeps_what_stood_on_the_day(cast):
    nia = making.ready_newcomer(cast)
    given = confirm(cast, nia)
    assert (given.person, given.programme, given.confirmed_by, given.starts_at, given.ends_at) == (
        nia,
        cast.thames,
        cast.cora,
        cast.now,
        None,
    )
    assert [entry["label"] for entry in given.basis] == [
        making.GATE,
        "A supervisor is assigned",
        "The supervision agreement is in place",
        "A practice day",
    ]
    assert given.basis[1] == {"label": "A supervisor is assigned", "detail": "Sam Reyes"}


def test_it_stands_on_the_access_trail(cast):
    nia = making.ready_newcomer(cast)
    given = confirm(cast, nia)
    entry = AccessEntry.objects.get(record_model="people.Authorisation")
    assert (entry.record_id, entry.actor, entry.owner, entry.action) == (given.pk, cast.cora, nia, "confirmed")


def test_the_person_is_told_once(cast):
    nia = making.ready_newcomer(cast)
    confirm(cast, nia)
    confirm(cast, nia)
    assert [effect.recipient for effect in Effect.objects.filter(kind="mail:authorised")] == [nia]


def test_twice_is_once(cast):
    nia = making.ready_newcomer(cast)
    assert confirm(cast, nia) == confirm(cast, nia)
    assert Authorisation.objects.filter(person=nia).count() == 1


def test_it_names_the_first_thing_missing_and_who_acts_next(cast):
    nia = making.newcomer(cast)
    making.finish_gate(nia, cast.now)
    with pytest.raises(Refusal) as refusal:
        confirm(cast, nia)
    assert str(refusal.value) == "Not yet: A supervisor is assigned (No one yet). Waiting for a coordinator."
    assert not Authorisation.objects.filter(person=nia).exists()


def test_nobody_confirms_their_own(cast):
    nia = making.ready_newcomer(cast)
    appoint(nia, Role.COORDINATOR, cast.thames, cast.now)
    with pytest.raises(Refusal, match="^You cannot do this for yourself"):
        confirm(cast, nia, by=nia)


def test_the_database_refuses_it_too(cast):
    nia = making.ready_newcomer(cast)
    with pytest.raises(IntegrityError, match="nobody_authorises_themselves"), transaction.atomic():
        Authorisation.objects.create(person=nia, programme=cast.thames, confirmed_by=nia, starts_at=cast.now)


@pytest.mark.parametrize("name", ["anna", "sam", "eddie", "olu", "odette"])
def test_only_a_coordinator_of_the_programme_may(cast, name):
    nia = making.ready_newcomer(cast)
    with pytest.raises(Refusal, match="^Only a coordinator of this programme"):
        confirm(cast, nia, by=getattr(cast, name))


def test_a_coordinator_whose_appointment_has_ended_may_not(cast):
    nia = making.ready_newcomer(cast)
    cast.cora.appointments.update(ends_at=cast.now)
    with pytest.raises(Refusal, match="^Only a coordinator of this programme"):
        confirm(cast, nia)


def test_whoever_does_not_facilitate_there_cannot_be_authorised(cast):
    with pytest.raises(Refusal, match="^This person is not a facilitator of the programme"):
        confirm(cast, cast.olu)


def test_the_page_lists_the_items_and_confirms(cast, sign_in):
    nia = making.ready_newcomer(cast)
    url = f"/readiness/{nia.appointments.get().pk}/authorise/"
    client = sign_in(cast.cora)
    page = client.get(url).content.decode()
    assert page.count("nhsuk-task-list__status--completed") == 4
    assert page.count("Confirm authorisation</button>") == 1
    assert client.post(url)["Location"] == "/readiness/"
    assert nia.authorisations.get().confirmed_by == cast.cora


def test_a_page_that_lags_behind_says_what_is_missing_and_changes_nothing(cast, sign_in):
    nia = making.newcomer(cast)
    url = f"/readiness/{nia.appointments.get().pk}/authorise/"
    client = sign_in(cast.cora)
    assert client.get(url).content.decode().count("Confirm authorisation</button>") == 0
    page = client.post(url, follow=True)
    assert page.redirect_chain == [(url, 302)]
    assert page.content.decode().count("Not yet: Your role and its edges") == 1
    assert not nia.authorisations.exists()


def test_the_other_programmes_coordinator_finds_no_such_page(cast, sign_in):
    nia = making.ready_newcomer(cast)
    url = f"/readiness/{nia.appointments.get().pk}/authorise/"
    client = sign_in(cast.odette)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert not nia.authorisations.exists()


def test_a_supervisors_appointment_has_no_such_page(cast, sign_in):
    url = f"/readiness/{cast.sam.appointments.get().pk}/authorise/"
    assert sign_in(cast.cora).get(url).status_code == 404
