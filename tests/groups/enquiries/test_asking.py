"""Somebody without an account asks, one question a page; nothing is kept before it is sent, nobody reads it before it
is confirmed."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from confidential.models import AccessEntry, SealedText
from confidential.services import open_sealed
from delivery.models import Effect
from delivery.services import deliver_due
from groups.enquiries.drafts import COOKIE, KEPT
from groups.enquiries.forgetting import forget_unconfirmed
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.services import UNCONFIRMED_KEPT
from groups.enquiries.words import Intent
from people.models import Role, Specialty
from people.signing_in.limits import ENQUIRY, Limit
from tests.groups.enquiries.making import (
    ANSWERS,
    IFOR,
    again,
    answer,
    confirmed,
    own_page,
    send,
    unconfirmed,
    wait_a_little,
)

CHECK, SENT = "/enquire/check/", "/enquire/sent/"


@pytest.fixture
def client(cast) -> Client:
    return Client()


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("intent", ANSWERS)
def test_each_question_leads_to_the_next_and_the_last_to_all_answers(client, intent):
    assert answer(client, intent)["Location"] == CHECK
    said = text(client.get(CHECK))
    assert [word for word in ("Thames Valley peer groups", "Ifor", IFOR) if word not in said] == []


def test_a_facilitator_is_asked_for_a_specialty(client):
    client.post("/enquire/", {"intent": Intent.FACILITATE})
    specialty = Specialty.objects.get(name="Acute medicine")
    for question, given in (
        ("programme", "thames"),
        ("specialty", specialty.pk),
        ("experience", "yes"),
        ("practical", ""),
        ("first_name", "Ifor"),
        ("email", IFOR),
    ):
        response = client.post(reverse("enquiries:question", args=[question]), {question: given})
    assert response["Location"] == CHECK
    assert "Acute medicine" in text(client.get(CHECK))


def test_help_stands_above_the_first_question(client):
    page = client.get("/enquire/").content.decode()
    assert 0 < page.index('class="hf-ring-line"') < page.index("<form method=")


def test_nothing_is_kept_before_it_is_sent(client):
    answer(client, Intent.JOIN)
    assert (Enquiry.objects.count(), SealedText.objects.count(), Session.objects.count(), Effect.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert IFOR not in client.cookies[COOKIE].value
    assert (client.cookies[COOKIE]["httponly"], client.cookies[COOKIE]["path"]) == (True, "/enquire/")


def test_wrong_input_comes_back_with_what_was_typed(client):
    client.post("/enquire/", {"intent": Intent.JOIN})
    response = client.post("/enquire/email/", {"email": "ifor at work"})
    assert response.status_code == 422
    assert 'value="ifor at work"' in response.content.decode()


def test_a_number_of_a_patient_is_not_taken(client):
    client.post("/enquire/", {"intent": Intent.JOIN})
    response = client.post("/enquire/practical/", {"practical": "943 476 5919 told me"})
    assert response.status_code == 422


def test_what_was_answered_stands_in_its_question(client):
    answer(client, Intent.JOIN)
    box = BeautifulSoup(client.get("/enquire/first_name/").content, "html.parser").select_one("[name=first_name]")
    assert box["value"] == "Ifor"


def test_a_change_leads_back_to_all_answers(client):
    answer(client, Intent.JOIN)
    assert client.post("/enquire/company/", {"company": "same"})["Location"] == CHECK


def test_answers_of_two_hours_ago_are_gone(client, monkeypatch, now):
    answer(client, Intent.JOIN)
    monkeypatch.setattr("config.middleware.timezone.now", lambda: now + KEPT + timedelta(minutes=1))
    assert client.get(CHECK)["Location"] == "/enquire/?again=1"
    assert "no longer there" in text(client.get("/enquire/?again=1"))


def test_a_cookie_that_is_not_ours_is_none(client):
    client.cookies[COOKIE] = "sealed:other:QUJD"
    assert client.get(CHECK)["Location"] == "/enquire/?again=1"


def test_sending_mails_a_link_and_forgets_the_answers(client, now):
    assert send(client)["Location"] == SENT
    assert client.cookies[COOKIE].value == ""
    deliver_due(now + timedelta(minutes=1))
    enquiry = Enquiry.objects.get()
    assert [message.to for message in mail.outbox] == [[IFOR]]
    assert own_page(enquiry) in mail.outbox[0].body
    assert "Ifor" not in mail.outbox[0].body
    assert (enquiry.state, enquiry.times, enquiry.company) == (EnquiryState.UNCONFIRMED, ["evening", "late"], "mixed")


def test_sending_twice_is_once(client):
    answer(client, Intent.JOIN)
    wait_a_little(client)
    kept = client.cookies[COOKIE].value
    client.post(CHECK)
    client.cookies[COOKIE] = kept
    assert client.post(CHECK)["Location"] == SENT
    assert (Enquiry.objects.count(), Effect.objects.count()) == (1, 1)


def test_an_address_that_is_known_gets_the_same_answer(client, cast):
    answers = [send(Client(), answers={"email": address}) for address in (cast.anna.email, "nobody@example.org")]
    assert [(response.status_code, response["Location"]) for response in answers] == [(302, SENT)] * 2
    pages = [Client().get(response["Location"]).content for response in answers]
    assert pages[0] == pages[1]


def test_somebody_too_quick_presses_again_and_loses_nothing(client):
    answer(client, Intent.JOIN)
    response = client.post(CHECK)
    assert (response.status_code, Enquiry.objects.count()) == (422, 0)
    assert IFOR in response.content.decode()


def test_a_program_that_fills_in_every_box_is_stopped(client):
    response = send(client, website="https://example.com")
    assert (response.status_code, Enquiry.objects.count()) == (422, 0)


def test_one_address_can_be_asked_for_so_often_from_a_place(cast):
    answers = [send(Client()).status_code for _ in range(ENQUIRY.here.most + 1)]
    assert answers == [302] * ENQUIRY.here.most + [422]


def test_one_place_can_ask_for_so_many_addresses(cast, monkeypatch):
    monkeypatch.setitem(ENQUIRY.__dict__, "accounts", Limit(2, timedelta(hours=1)))
    answers = [send(Client(), answers={"email": f"somebody{n}@example.org"}).status_code for n in range(3)]
    assert answers == [302, 302, 422]


def test_a_programme_without_a_coordinator_takes_none(client, cast):
    cast.odette.appointments.update(ends_at=cast.now)
    response = client.post("/enquire/", {"intent": Intent.JOIN})
    # One programme is left, and nobody is asked which.
    assert response["Location"] == "/enquire/times/"
    cast.cora.appointments.filter(role=Role.COORDINATOR).update(ends_at=cast.now)
    assert "nobody would read an enquiry" in text(client.get("/enquire/"))


# The link -------------------------------------------------------------------------------------------------------------


def test_opening_the_link_confirms_nothing(client, cast):
    enquiry = unconfirmed(cast)
    for method in (client.get, client.head, client.options):
        method(own_page(enquiry))
        method(own_page(enquiry, "confirm"))
    assert again(enquiry).state == EnquiryState.UNCONFIRMED


def test_pressing_confirms_it_and_twice_is_once(client, cast):
    enquiry = unconfirmed(cast)
    for _ in range(2):
        assert client.post(own_page(enquiry, "confirm"))["Location"] == own_page(enquiry)
    assert again(enquiry).state == EnquiryState.NEW
    assert "two working days" in text(client.get(own_page(enquiry)))


def test_nobody_keeps_the_page_behind_the_link(client, cast):
    response = client.get(own_page(unconfirmed(cast)))
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


def test_a_link_of_nothing_says_what_to_do(client, cast):
    response = client.get(reverse("enquiries:own", args=["nothing"]))
    assert response.status_code == 404
    assert "Send it again" in text(response)


def test_withdrawing_destroys_the_words_at_once(client, cast):
    enquiry = confirmed(cast)
    client.post(own_page(enquiry, "withdraw"))
    left = again(enquiry)
    assert (left.state, left.times, left.company) == (EnquiryState.WITHDRAWN, [], "")
    assert (left.text.destroyed_because, bytes(left.text.ciphertext)) == ("withdrawn by who asked", b"")


# Who reads it ---------------------------------------------------------------------------------------------------------


def test_nobody_sees_it_before_it_is_confirmed(cast, now):
    enquiry = unconfirmed(cast)
    assert not Enquiry.objects.visible_to(cast.cora, now).exists()
    confirmed(cast, parts={"email": "other@example.org"})
    assert [found.pk == enquiry.pk for found in Enquiry.objects.visible_to(cast.cora, now)] == [False]
    assert not Enquiry.objects.visible_to(cast.odette, now).exists()


def test_its_reader_is_on_the_trail_of_nobody(cast, now):
    enquiry = confirmed(cast)
    assert open_sealed(enquiry, viewer=cast.cora, now=now)["first_name"] == "Ifor"
    line = AccessEntry.objects.get(record_id=enquiry.pk)
    assert (line.actor, line.owner, line.action) == (cast.cora, None, "read")


# What nobody confirms -------------------------------------------------------------------------------------------------


def test_what_nobody_confirms_is_gone_after_a_week(cast, now):
    old = unconfirmed(cast, now - UNCONFIRMED_KEPT)
    young = unconfirmed(cast, now - UNCONFIRMED_KEPT + timedelta(minutes=1))
    kept = confirmed(cast, now - timedelta(days=30))
    assert forget_unconfirmed(now) == 1
    assert set(Enquiry.objects.values_list("pk", flat=True)) == {young.pk, kept.pk}
    words = SealedText.objects.get(record_id=old.pk)
    assert (words.destroyed_because, bytes(words.ciphertext)) == ("never confirmed", b"")


def test_no_link_is_mailed_for_what_is_gone(cast, now):
    unconfirmed(cast, now - UNCONFIRMED_KEPT)
    forget_unconfirmed(now)
    deliver_due(now)
    assert mail.outbox == []
