"""A coordinator puts a name or a specialty right; whoever it is about is told, and can read who did it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from certificates.services import replace_certificate
from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.corrections.services import correct_account
from people.models import Appointment, Membership, Role, Specialty
from people.notices import ACCOUNT_CORRECTED
from tests.certificates.making import annas_certificate
from tests.verbs import end_appointment

MARRIED = {"first_name": "Anna", "last_name": "Okoye-Lind"}


def role_of(person, role: Role = Role.FACILITATOR) -> Appointment:
    return Appointment.objects.get(person=person, role=role, ends_at=None)


def address(person, role: Role = Role.FACILITATOR) -> str:
    return f"/people/roles/{role_of(person, role).pk}/account/"


def sent(person, **changed) -> dict[str, str]:
    held = Membership.objects.get(person=person, ends_at=None)
    return {"first_name": person.first_name, "last_name": person.last_name, "specialty": held.specialty_id, **changed}


def corrected(cast, person, *, by, now, specialty=None, **name) -> bool:
    named = {"first_name": person.first_name, "last_name": person.last_name, **name}
    return correct_account(appointment=role_of(person), **named, specialty=specialty, by=by, now=now)


def mails_to(person) -> int:
    return Effect.objects.filter(kind=f"mail:{ACCOUNT_CORRECTED}", recipient=person).count()


def trail_of(person) -> list[tuple[str, str, str]]:
    corrections = AccessEntry.objects.filter(owner=person, action__startswith="corrected").order_by("pk")
    return list(corrections.values_list("actor__first_name", "action", "reason"))


def test_a_name_is_put_right_and_its_owner_told(cast, sign_in):
    response = sign_in(cast.cora).post(address(cast.anna), sent(cast.anna, **MARRIED))
    assert (response.status_code, response.url) == (302, "/people/?programme=thames")
    cast.anna.refresh_from_db()
    assert cast.anna.name == "Anna Okoye-Lind"
    assert trail_of(cast.anna) == [("Cora", "corrected_name", "Anna Okoye")]
    assert mails_to(cast.anna) == 1
    data = BeautifulSoup(sign_in(cast.anna).get("/me/data/").content, "html.parser").main.get_text(" ", strip=True)
    assert "Cora Lind corrected your name" in data


def test_another_specialty_counts_from_now_and_the_earlier_stays(cast, now):
    psychiatry = Specialty.objects.create(name="Old age psychiatry")
    was = Membership.objects.get(person=cast.anna, ends_at=None)
    assert corrected(cast, cast.anna, by=cast.cora, now=now, specialty=psychiatry) is True
    held = Membership.objects.filter(person=cast.anna).order_by("starts_at")
    assert [(membership.specialty, membership.ends_at) for membership in held] == [
        (was.specialty, now),
        (psychiatry, None),
    ]
    assert trail_of(cast.anna) == [("Cora", "corrected_specialty", "")]


def test_nothing_changed_is_no_mail_and_no_line(cast, sign_in):
    page = sign_in(cast.cora).post(address(cast.anna), sent(cast.anna), follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert (trail_of(cast.anna), mails_to(cast.anna)) == ([], 0)


def test_each_correction_is_a_mail(cast, now):
    corrected(cast, cast.anna, by=cast.cora, now=now, last_name="Okoyé")
    corrected(cast, cast.anna, by=cast.cora, now=now + timedelta(minutes=1), last_name="Okoye")
    assert mails_to(cast.anna) == 2


@pytest.mark.parametrize("missing", ["first_name", "specialty"])
def test_an_empty_field_is_named_and_the_rest_kept(cast, sign_in, missing):
    response = sign_in(cast.cora).post(address(cast.anna), sent(cast.anna, last_name="Okoye-Lind") | {missing: ""})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [missing])
    kept = {"first_name": "Anna", "last_name": "Okoye-Lind"} | {missing: ""}
    page = BeautifulSoup(response.content, "html.parser")
    for name in ("first_name", "last_name"):
        assert page.find("input", {"name": name}).get("value", "") == kept[name]
    cast.anna.refresh_from_db()
    assert cast.anna.name == "Anna Okoye"


def test_who_facilitates_nothing_has_no_specialty_to_correct(cast, sign_in):
    form = sign_in(cast.cora).get(address(cast.sam, Role.SUPERVISOR)).context["form"]
    assert list(form.fields) == ["first_name", "last_name"]


def test_a_specialty_that_nobody_recorded_is_added(cast, sign_in, now):
    Membership.objects.filter(person=cast.anna).update(ends_at=now)
    surgery = Specialty.objects.create(name="Paediatric surgery")
    fields = {"first_name": "Anna", "last_name": "Okoye", "specialty": surgery.pk}
    assert sign_in(cast.cora).post(address(cast.anna), fields).status_code == 302
    assert Membership.objects.get(person=cast.anna, ends_at=None).specialty == surgery


def test_the_browser_does_not_offer_the_coordinators_own_name(cast, sign_in):
    page = BeautifulSoup(sign_in(cast.cora).get(address(cast.anna)).content, "html.parser")
    assert [page.find("input", {"name": name})["autocomplete"] for name in MARRIED] == ["off", "off"]


def test_nobody_corrects_their_own(cast, sign_in):
    cora = sign_in(cast.cora)
    response = cora.post(address(cast.cora, Role.COORDINATOR), {"first_name": "Sam", "last_name": "Reyes"})
    assert response.status_code == 422
    assert "Ask another coordinator" in response.content.decode()
    cast.cora.refresh_from_db()
    assert cast.cora.name == "Cora Lind"
    links = BeautifulSoup(cora.get("/people/").content, "html.parser").select("a[href$='/account/']")
    assert address(cast.cora, Role.COORDINATOR) not in {link["href"] for link in links}


def test_a_coordinator_of_elsewhere_and_a_governance_lead_find_nothing(cast, sign_in):
    for person in (cast.odette, cast.gwen, cast.sam):
        assert sign_in(person).post(address(cast.anna), sent(cast.anna, **MARRIED)).status_code == 404
    with pytest.raises(Refusal, match="Only a coordinator of this programme"):
        corrected(cast, cast.anna, by=cast.odette, now=cast.now, **MARRIED)
    cast.anna.refresh_from_db()
    assert cast.anna.name == "Anna Okoye"


def test_who_has_left_in_the_meantime_is_no_longer_theirs_to_correct(cast, now):
    role = role_of(cast.anna)
    end_appointment(appointment=role, by=cast.cora, now=now)
    with pytest.raises(Refusal, match="no longer have this role here"):
        correct_account(appointment=role, **MARRIED, specialty=None, by=cast.cora, now=now)


def test_the_way_from_a_wrong_certificate_to_its_successor(cast, sign_in, now):
    wrong = annas_certificate(cast)
    cora = sign_in(cast.cora)
    page = BeautifulSoup(cora.get(f"/certificates/{wrong.pk}/replace/").content, "html.parser")
    assert page.find("a", string="Correct the account")["href"] == address(cast.anna)
    cora.post(address(cast.anna), sent(cast.anna, **MARRIED))
    wrong.person.refresh_from_db()
    successor = replace_certificate(certificate=wrong, by=cast.cora, reason="She married.", now=now)
    assert (wrong.facts["name"], successor.facts["name"]) == ("Anna Okoye", "Anna Okoye-Lind")


def seen_on(client, person) -> str:
    page = BeautifulSoup(client.get(address(person)).content, "html.parser")
    return page.find("input", attrs={"name": "seen"})["value"]


def test_what_another_coordinator_put_right_meanwhile_is_not_undone_unseen(cast, sign_in):
    client = sign_in(cast.cora)
    seen = seen_on(client, cast.anna)
    corrected(cast, cast.anna, by=cast.cora, now=cast.now, last_name="Okoye-Lind")
    late = sent(cast.anna, last_name="Okoye Lind", seen=seen)
    answer = client.post(address(cast.anna), late)
    page = BeautifulSoup(answer.content, "html.parser")
    cast.anna.refresh_from_db()
    assert (answer.status_code, cast.anna.name) == (422, "Anna Okoye-Lind")
    assert "it says Anna Okoye-Lind now" in page.get_text()
    assert page.find("input", attrs={"name": "last_name"})["value"] == "Okoye Lind"
    client.post(address(cast.anna), late | {"seen": page.find("input", attrs={"name": "seen"})["value"]})
    cast.anna.refresh_from_db()
    assert cast.anna.name == "Anna Okoye Lind"


def test_a_second_click_is_no_quarrel(cast, sign_in):
    client = sign_in(cast.cora)
    form = sent(cast.anna, last_name="Okoye-Lind", seen=seen_on(client, cast.anna))
    assert [client.post(address(cast.anna), form).status_code for _ in range(2)] == [302, 302]
