"""A governance lead ends a certificate before its day. Its holder learns why; whoever checks it does not."""

from datetime import timedelta

import pytest
from django.core import mail

from certificates.models import Certificate, CertificateEvent, Status
from certificates.queries import standing_of
from certificates.services import replace_certificate, revoke_certificate
from confidential.models import AccessEntry
from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.models import Authorisation, Role
from tests.certificates import making
from tests.people import appoint

WHY = "Two of the sessions did not take place"


def revoke(cast, certificate, by=None, now=None) -> None:
    revoke_certificate(certificate=certificate, by=by or cast.gwen, reason=WHY, now=now or cast.now)


def status(certificate, day=None) -> Status:
    return Certificate.objects.with_standing().get(pk=certificate.pk).status(day or certificate.issued_on)


def test_it_is_no_longer_current_and_its_facts_remain(cast, certificate):
    facts = dict(certificate.facts)
    revoke(cast, certificate)
    assert (status(certificate), Certificate.objects.get().facts) == (Status.REVOKED, facts)
    event = CertificateEvent.objects.get(kind="revoked")
    assert (event.by, event.reason, event.at) == (cast.gwen, WHY, cast.now)
    entry = AccessEntry.objects.get(action="revoked")
    assert (entry.actor, entry.owner, entry.reason) == (cast.gwen, cast.anna, "")


def test_twice_is_once(cast, certificate):
    revoke(cast, certificate)
    revoke(cast, certificate, now=cast.now + timedelta(days=1))
    assert CertificateEvent.objects.get(kind="revoked").at == cast.now


def test_an_expired_one_can_be_revoked_and_a_replaced_one_cannot(cast, certificate):
    successor = replace_certificate(certificate=certificate, by=cast.cora, reason="Misspelt", now=cast.now)
    with pytest.raises(Refusal, match="^It has been replaced"):
        revoke(cast, certificate)
    revoke(cast, successor, now=cast.now + timedelta(days=900))
    assert status(successor, successor.expires_on + timedelta(days=30)) == Status.REVOKED


@pytest.mark.parametrize("name", ["ben", "sam", "cora", "odette"])
def test_only_a_governance_lead_of_the_programme_revokes(cast, certificate, name):
    with pytest.raises(Refusal, match="^Only a governance lead of this programme"):
        revoke(cast, certificate, by=getattr(cast, name))
    assert status(certificate) == Status.VALID


def test_nobody_revokes_their_own(cast, certificate):
    appoint(cast.anna, Role.GOVERNANCE, cast.thames, cast.now)
    with pytest.raises(Refusal, match="^You cannot do this for yourself"):
        revoke(cast, certificate, by=cast.anna)


def test_the_mail_says_neither_what_nor_why(cast, certificate):
    revoke(cast, certificate)
    deliver_due(cast.now)
    sent = [message for message in mail.outbox if message.subject == "Something about a certificate"]
    assert [message.to for message in sent] == [["anna@example.org"]]
    words = sent[0].body.lower()
    assert [word for word in (WHY.lower(), "revoke", "gwen", "hill", "hart") if word in words] == []


def test_the_authorisation_stands_until_somebody_ends_it(cast, certificate):
    revoke(cast, certificate)
    assert Authorisation.objects.current(cast.now + timedelta(days=1)).filter(person=cast.anna).count() == 1


def test_the_holder_and_governance_read_why_and_a_coordinator_does_not(cast, certificate, sign_in):
    revoke(cast, certificate)
    seen = {
        name: sign_in(getattr(cast, name)).get(f"/certificates/{certificate.pk}/").content.decode().count(WHY)
        for name in ("anna", "gwen", "cora")
    }
    assert seen == {"anna": 1, "gwen": 1, "cora": 0}


def test_whoever_checks_it_reads_no_reason(cast, certificate, client):
    revoke(cast, certificate)
    page = client.get(f"/verify/{certificate.code}/").content.decode()
    assert (page.count("<h1>No longer current</h1>"), page.count(WHY), page.count("Gwen Hart")) == (1, 0, 0)


def test_the_page_asks_why_and_whether_the_holder_knows(cast, certificate, sign_in):
    client, url = sign_in(cast.gwen), f"/certificates/{certificate.pk}/revoke/"
    page = client.post(url, {"reason": WHY})
    assert (page.status_code, status(certificate)) == (422, Status.VALID)
    assert page.content.decode().count(f'value="{WHY}"') == 1
    assert page.content.decode().count("Speak with the holder first") == 2
    done = client.post(url, {"reason": WHY, "spoken": "on"})
    assert (done["Location"], status(certificate)) == (f"/certificates/{certificate.pk}/", Status.REVOKED)


def test_afterwards_a_new_one_is_earned_anew_from_the_day_after(cast, certificate, sign_in):
    """What she did between the issue and the revocation does not bring it back at once."""
    making.sessions(cast, 6, first=-300)
    revoke(cast, certificate, now=cast.now + timedelta(days=301))
    making.publish_course()
    standing = standing_of(cast.anna, cast.thames, cast.now + timedelta(days=302))
    assert [item.detail for item in standing.awards[0].items][1:] == ["0 of 6 sessions", "0 of 2 meetings"]


def test_a_coordinator_who_would_issue_another_is_told_of_the_revocation(cast, certificate, sign_in):
    revoke(cast, certificate)
    url = f"/readiness/{cast.anna.appointments.get().pk}/issue/{certificate.award.slug}/"
    page = sign_in(cast.cora).get(url).content.decode()
    assert (page.count("Their certificate THAMES-0001 was revoked."), page.count(WHY)) == (1, 0)
