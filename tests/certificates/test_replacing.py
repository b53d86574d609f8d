"""A mistake on a certificate is put right by a successor: the same items, the same last day, a number of its own."""

from datetime import timedelta

import pytest

from certificates.models import Certificate, CertificateEvent, Status
from certificates.services import issue_certificate, replace_certificate, revoke_certificate
from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Role
from tests.certificates import making
from tests.people import appoint

WHY = "The surname was misspelt"


def replace(cast, certificate, by=None, now=None) -> Certificate:
    return replace_certificate(certificate=certificate, by=by or cast.cora, reason=WHY, now=now or cast.now)


def rename_anna(cast) -> None:
    cast.anna.last_name = "Okoye-Brown"
    cast.anna.save()


def standing(certificate) -> Certificate:
    return Certificate.objects.with_standing().get(pk=certificate.pk)


def test_the_successor_says_the_same_with_the_name_put_right(cast, certificate):
    rename_anna(cast)
    later = cast.now + timedelta(days=40)
    successor = replace(cast, certificate, now=later)
    changed = {key for key in successor.facts if successor.facts[key] != certificate.facts.get(key)}
    assert changed == {"name", "number", "code", "issued_on", "replaces"}
    assert (successor.facts["name"], successor.facts["number"], successor.facts["replaces"]) == (
        "Anna Okoye-Brown",
        "THAMES-0002",
        "THAMES-0001",
    )
    assert (successor.expires_on, successor.cycle, successor.number) == (certificate.expires_on, 2, 2)


def test_the_old_one_stays_as_it_was_and_names_its_successor(cast, certificate):
    before = dict(certificate.facts)
    rename_anna(cast)
    successor = replace(cast, certificate)
    old = standing(certificate)
    assert (old.facts, old.status(old.issued_on), old.successor_code) == (before, Status.REPLACED, successor.code)
    event = CertificateEvent.objects.get(certificate=certificate, kind="replaced")
    assert (event.by, event.reason, event.successor) == (cast.cora, WHY, successor)
    assert standing(successor).status(successor.issued_on) == Status.VALID


def test_its_file_is_ordered_and_the_holder_finds_a_line_in_their_trail(cast, certificate):
    successor = replace(cast, certificate)
    assert Effect.objects.filter(kind="certificates.pdf", object_id=successor.pk).count() == 1
    entry = AccessEntry.objects.get(record_id=certificate.pk, action="replaced")
    assert (entry.actor, entry.owner) == (cast.cora, cast.anna)


def test_twice_is_once(cast, certificate):
    assert replace(cast, certificate) == replace(cast, certificate)
    assert (Certificate.objects.count(), CertificateEvent.objects.filter(kind="replaced").count()) == (2, 1)


def test_two_at_once_make_one_successor(cast, certificate, at_once):
    first, second = at_once(lambda: replace(cast, certificate), lambda: replace(cast, certificate))
    assert first == second


def test_a_replacement_is_no_renewal(cast, certificate):
    """What Anna did between the issue and the replacement counts towards her renewal."""
    making.sessions(cast, 6, first=-300)
    making.meetings(cast, 2, now=cast.now + timedelta(days=330))
    replace(cast, certificate, now=cast.now + timedelta(days=400))
    renewed = issue_certificate(
        award=certificate.award, person=cast.anna, by=cast.cora, now=cast.now + timedelta(days=660)
    )
    assert (renewed.number, renewed.cycle) == (3, 3)
    assert renewed.facts["met"][1]["figure"] == "6 sessions (6 needed)"


@pytest.mark.parametrize("name", ["ben", "sam", "gwen", "odette"])
def test_only_a_coordinator_of_the_programme_replaces(cast, certificate, name):
    with pytest.raises(Refusal, match="^Only a coordinator of this programme"):
        replace(cast, certificate, by=getattr(cast, name))


def test_nobody_replaces_their_own(cast, certificate):
    appoint(cast.anna, Role.COORDINATOR, cast.thames, cast.now)
    with pytest.raises(Refusal, match="^You cannot do this for yourself"):
        replace(cast, certificate, by=cast.anna)


def test_what_is_over_cannot_be_replaced(cast, certificate):
    with pytest.raises(Refusal, match="^It has expired"):
        replace(cast, certificate, now=cast.now + timedelta(days=800))
    revoke_certificate(certificate=certificate, by=cast.gwen, reason="Issued in error", now=cast.now)
    with pytest.raises(Refusal, match="^It is already revoked"):
        replace(cast, certificate)
    assert Certificate.objects.count() == 1


def test_the_page_shows_what_will_be_printed_and_asks_what_was_wrong(cast, certificate, sign_in):
    rename_anna(cast)
    client, url = sign_in(cast.cora), f"/certificates/{certificate.pk}/replace/"
    assert client.get(url).content.decode().count("(now: Anna Okoye)") == 1
    refused = client.post(url, {"reason": " "})
    assert (refused.status_code, refused.content.decode().count("Write what was wrong.")) == (422, 2)
    done = client.post(url, {"reason": WHY})
    successor = Certificate.objects.get(number=2)
    assert (done.status_code, done["Location"]) == (302, f"/certificates/{successor.pk}/")


def test_a_refusal_keeps_what_was_typed(cast, certificate, sign_in):
    revoke_certificate(certificate=certificate, by=cast.gwen, reason="Issued in error", now=cast.now)
    page = sign_in(cast.cora).post(f"/certificates/{certificate.pk}/replace/", {"reason": WHY})
    assert (page.status_code, page.content.decode().count(f'value="{WHY}"')) == (422, 1)
    assert page.content.decode().count("It is already revoked, so nothing has changed.") == 1


def test_the_holder_is_led_from_the_old_one_to_the_new(cast, certificate, sign_in):
    successor = replace(cast, certificate)
    page = sign_in(cast.anna).get(f"/certificates/{certificate.pk}/").content.decode()
    assert page.count(f'<a href="/certificates/{successor.pk}/">Open THAMES-0002, which replaces it</a>') == 1
    assert page.count(f"Why: {WHY}") == 1


def test_the_page_offers_it_to_a_coordinator_only(cast, certificate, sign_in):
    link = f'href="/certificates/{certificate.pk}/replace/"'
    seen = {
        name: sign_in(getattr(cast, name)).get(f"/certificates/{certificate.pk}/").content.decode().count(link)
        for name in ("anna", "cora", "gwen")
    }
    assert seen == {"anna": 0, "cora": 1, "gwen": 0}
