"""Enquiries of Ifor Penn, who has no account, to the programme of Thames."""

from datetime import datetime
from json import dumps, loads
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from confidential.sealing import open_secret, seal_secret
from groups.enquiries.deciding import offer_place
from groups.enquiries.drafts import COOKIE, PURPOSE, QUICKEST
from groups.enquiries.links import token_for
from groups.enquiries.models import Enquiry
from groups.enquiries.services import Asked, confirm_enquiry, send_enquiry, take_place
from groups.enquiries.words import Intent
from tests.people import Cast

IFOR = "ifor.penn@example.org"
PARTS = {"first_name": "Ifor", "email": IFOR, "practical": "captions, please"}
# What is typed for each question of each intent.
ANSWERS: dict[str, dict[str, object]] = {
    Intent.JOIN: {
        "programme": "thames",
        "times": ["evening", "late"],
        "company": "mixed",
        "practical": "captions, please",
        "first_name": "Ifor",
        "email": IFOR,
    },
    Intent.PROPOSE: {
        "programme": "thames",
        "colleagues": "some",
        "times": ["lunch"],
        "asked": "not_yet",
        "first_name": "Ifor",
        "email": IFOR,
    },
}


def unconfirmed(cast: Cast, now: datetime | None = None, **facts) -> Enquiry:
    told = {"intent": Intent.JOIN, "programme": cast.thames, "times": ["evening", "late"], "company": "mixed"} | facts
    parts = PARTS | told.pop("parts", {})
    return send_enquiry(key=uuid4(), asked=Asked(parts=parts, **told), now=now or cast.now)


def confirmed(cast: Cast, now: datetime | None = None, **facts) -> Enquiry:
    sent = unconfirmed(cast, now, **facts)
    return confirm_enquiry(enquiry=sent, now=now or cast.now)


def offered(cast: Cast, now: datetime | None = None, **facts) -> Enquiry:
    """A place in Alder, which Anna and Ben run."""
    asked = confirmed(cast, now, **facts)
    return offer_place(enquiry=asked, group=cast.alder, by=cast.cora, now=now or cast.now)


def accepted(cast: Cast, now: datetime | None = None, **facts) -> Enquiry:
    return take_place(enquiry=offered(cast, now, **facts), now=now or cast.now)


def again(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_related("text", "programme").get(pk=enquiry.pk)


def own_page(enquiry: Enquiry, verb: str = "own") -> str:
    return reverse(f"enquiries:{verb}", args=[token_for(enquiry.pk)])


def answer(client: Client, intent: str, answers: dict[str, object] | None = None):
    """Every question in turn, as somebody on a phone. Returns what the last led to."""
    response = client.post(reverse("enquiries:start"), {"intent": intent})
    for question, given in (ANSWERS[intent] | (answers or {})).items():
        assert response["Location"] == reverse("enquiries:question", args=[question])
        response = client.post(response["Location"], {question: given})
    return response


def wait_a_little(client: Client) -> None:
    """As long as it takes to read a question: the draft says that it was begun so much earlier."""
    draft = loads(open_secret(client.cookies[COOKIE].value, PURPOSE))
    draft["begun"] -= QUICKEST.total_seconds()
    client.cookies[COOKIE] = seal_secret(dumps(draft), PURPOSE)


def send(client: Client, intent: str = Intent.JOIN, answers: dict[str, object] | None = None, **sends):
    answer(client, intent, answers)
    wait_a_little(client)
    return client.post(reverse("enquiries:check"), sends)
