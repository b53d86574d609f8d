"""A coordinator issues; nobody to themselves, nobody twice, nobody who lacks something."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from certificates.codes import canonical, digest
from certificates.models import Certificate, CertificateEvent
from certificates.services import ensure_award, issue_certificate
from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Role
from tests.certificates import making
from tests.people import appoint


def issue(cast, by=None, now=None, person=None):
    return issue_certificate(
        award=ensure_award(cast.thames), person=person or cast.anna, by=by or cast.cora, now=now or cast.now
    )


def test_it_says_what_stood_on_the_day(cast):
    making.sessions(cast, 7)
    making.meetings(cast, 2)
    today = cast.now.astimezone().date()
    facts = dict(issue(cast).facts)
    assert canonical(facts.pop("code")) == Certificate.objects.get().code
    assert facts == {
        "version": 1,
        "language": "en-gb",
        "number": "THAMES-0001",
        "check_at": "http://localhost:8000/verify/",
        "name": "Anna Okoye",
        "award": "Peer group facilitator",
        "proves": ensure_award(cast.thames).what_it_proves,
        "is_not": ensure_award(cast.thames).what_it_is_not,
        "programme": "Thames Valley peer groups",
        "organisation": "A deanery",
        "region": "Thames Valley",
        "specialty": "Acute medicine",
        "issued_on": today.isoformat(),
        "expires_on": today.replace(year=today.year + 2).isoformat(),
        "met": [
            {"label": "Authorised to co-facilitate", "figure": f"Since {cast.now - timedelta(days=365):%-d %B %Y}"},
            {"label": "Sessions co-facilitated", "figure": "7 sessions (6 needed)"},
            {"label": "Supervision meetings attended", "figure": "2 meetings (2 needed)"},
        ],
        "issuer": "Cora Lind",
        "issuer_role": "coordinator of the programme",
        "wording": {"award": "2025-1", "layout": "2"},
    }


def test_one_transaction_leaves_event_order_for_the_file_and_trail(cast, certificate):
    event = CertificateEvent.objects.get()
    assert (event.certificate, event.kind, event.at, event.by) == (certificate, "issued", cast.now, cast.cora)
    effect = Effect.objects.get(kind="certificates.pdf")
    assert (effect.object_id, effect.recipient) == (certificate.pk, None)
    entry = AccessEntry.objects.get(record_model="certificates.Certificate")
    assert (entry.record_id, entry.actor, entry.owner, entry.action) == (certificate.pk, cast.cora, cast.anna, "issued")


def test_the_code_has_eighty_random_bits_and_is_found_by_its_digest(cast, certificate):
    assert len(certificate.code) == 16
    assert set(certificate.code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert certificate.code_digest == digest(certificate.code)


def test_twice_is_once(cast, certificate):
    assert issue(cast) == certificate
    assert (Certificate.objects.count(), CertificateEvent.objects.count()) == (1, 1)
    assert Effect.objects.filter(kind="certificates.pdf").count() == 1


def test_it_names_the_first_thing_missing_and_who_acts_next(cast):
    making.sessions(cast, 5)
    with pytest.raises(Refusal) as refusal:
        issue(cast)
    assert str(refusal.value) == ("Not yet: Sessions co-facilitated (5 of 6 sessions). Waiting for Anna Okoye.")
    assert not Certificate.objects.exists()


def test_what_was_ready_when_the_page_was_opened_is_looked_at_again(cast, sign_in):
    award = making.meet_the_award(cast)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/{award.slug}/"
    client = sign_in(cast.cora)
    assert client.get(url).content.decode().count("Issue certificate</button>") == 1
    cast.alder.sessions.filter(pk=cast.alder.sessions.first().pk).update(state="nobody_came")
    page = client.post(url, follow=True)
    assert page.redirect_chain == [(url, 302)]
    assert page.content.decode().count("5 of 6 sessions). Waiting for Anna Okoye.") == 1
    assert not Certificate.objects.exists()


def test_nobody_issues_to_themselves(cast):
    making.meet_the_award(cast)
    appoint(cast.anna, Role.COORDINATOR, cast.thames, cast.now)
    with pytest.raises(Refusal, match="^You cannot do this for yourself"):
        issue(cast, by=cast.anna)


def test_the_database_refuses_it_too(cast, certificate):
    values = {field.name: getattr(certificate, field.name) for field in Certificate._meta.concrete_fields}
    values |= {"id": uuid.uuid4(), "cycle": 2, "number": 2, "code_digest": "x", "issued_by": cast.anna}
    with pytest.raises(IntegrityError, match="nobody_issues_to_themselves"), transaction.atomic():
        Certificate.objects.create(**values)


@pytest.mark.parametrize("name", ["ben", "sam", "eddie", "odette", "olu"])
def test_only_a_coordinator_of_the_programme_issues(cast, name):
    making.meet_the_award(cast)
    with pytest.raises(Refusal, match="^Only a coordinator of this programme"):
        issue(cast, by=getattr(cast, name))


def test_an_account_without_a_name_gets_none(cast):
    """The e-mail address stands in for a missing name on the screen; it does not belong on paper."""
    making.meet_the_award(cast)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(first_name="", last_name="")
    cast.anna.refresh_from_db()
    with pytest.raises(Refusal, match="^This account has no name yet"):
        issue(cast)


def test_somebody_who_left_the_programme_gets_none(cast):
    making.meet_the_award(cast)
    cast.anna.appointments.update(ends_at=cast.now)
    with pytest.raises(Refusal, match="^This person is not a facilitator of the programme"):
        issue(cast)


def test_a_renewal_is_a_second_certificate_and_leaves_the_first(cast, certificate):
    """Long before the end there is nothing to renew; in the last 90 days, with new sessions, there is."""
    later = cast.now + timedelta(days=660)
    assert issue(cast, now=cast.now + timedelta(days=600)) == certificate
    with pytest.raises(Refusal, match="0 of 6 sessions"):
        issue(cast, now=later)
    making.sessions(cast, 6, first=-600)
    making.meetings(cast, 2, now=later)
    renewed = issue(cast, now=later)
    assert (renewed.cycle, renewed.facts["number"]) == (2, "THAMES-0002")
    assert issue(cast, now=later) == renewed
    assert list(Certificate.objects.order_by("cycle")) == [certificate, renewed]


def test_the_page_shows_what_will_be_printed_and_leads_to_the_certificate(cast, sign_in):
    award = making.meet_the_award(cast)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/{award.slug}/"
    client = sign_in(cast.cora)
    assert client.get(url).content.decode().count("Acute medicine") == 1
    response = client.post(url)
    certificate = Certificate.objects.get()
    assert response["Location"] == f"/certificates/{certificate.pk}/"
    assert client.post(url)["Location"] == f"/certificates/{certificate.pk}/"
    assert Certificate.objects.count() == 1


def test_the_other_programmes_coordinator_finds_no_such_page(cast, sign_in):
    award = making.meet_the_award(cast)
    ensure_award(cast.dales)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/{award.slug}/"
    client = sign_in(cast.odette)
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert not Certificate.objects.exists()


def test_an_award_that_is_not_there_is_no_page(cast, sign_in):
    making.meet_the_award(cast)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/nothing/"
    assert sign_in(cast.cora).get(url).status_code == 404


def test_extra_fields_in_the_post_change_nothing(cast, sign_in):
    award = making.meet_the_award(cast)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/{award.slug}/"
    sent = {"person": str(cast.ben.pk), "number": "99", "name": "Dr Nobody", "expires_on": "2099-01-01"}
    sign_in(cast.cora).post(url, sent)
    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.number, certificate.facts["name"]) == (cast.anna, 1, "Anna Okoye")
