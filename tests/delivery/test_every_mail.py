"""Every mail, whoever wrote it, leaves from the worker: marked as a machine's, with an id and links of our own."""

import re
from functools import partial

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage, send_mail, send_mass_mail
from django.test import Client
from wagtail.admin.mail import send_mail as wagtail_sends

from delivery.models import Effect, Letter
from delivery.services import forget_settled
from foundation.refusals import Refusal
from people.forms import NewPasswordForm
from people.invitations.services import invite
from people.invitations.wanted import Wanted
from people.models import Role, User
from tests.people import PASSWORD
from tests.post import delivered, links, path_of

STRANGERS = "evil.example"
NEW_ADDRESS = "anna@new-trust.example"
FRESH = "another long passphrase"


def proved(cast) -> Client:
    """Anna's browser, by another name of the site than its own."""
    client = Client(headers={"host": STRANGERS})
    client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def a_new_password_is_asked_for(cast):
    Client(headers={"host": STRANGERS}).post("/accounts/password/reset/", {"email": cast.anna.email})


def an_address_is_added(cast):
    proved(cast).post("/accounts/email/", {"action_add": "", "email": NEW_ADDRESS})


def the_password_is_changed(cast):
    given = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    proved(cast).post("/accounts/password/change/", given)


def somebody_is_invited(cast):
    wanted = [Wanted("new@example.org", Role.FACILITATOR)]
    invite(programme=cast.thames, wanted=wanted, by=cast.cora, now=cast.now)


def django_sends_one(cast):
    send_mail("Subject", "Words", "other@elsewhere.example", [cast.anna.email])


def django_sends_many(cast):
    send_mass_mail([("Subject", "Words", None, [cast.anna.email, cast.ben.email]), ("Two", "", None, [cast.sam.email])])


def wagtail_sends_one(cast):
    wagtail_sends("Subject", "Words", [cast.eddie.email], html_message="<p>Words</p>")


# What sends a mail -> to whom it goes.
MAILS = {
    a_new_password_is_asked_for: {"anna@example.org"},
    an_address_is_added: {NEW_ADDRESS},
    the_password_is_changed: {"anna@example.org"},
    somebody_is_invited: {"new@example.org"},
    django_sends_one: {"anna@example.org"},
    django_sends_many: {"anna@example.org", "ben@example.org", "sam@example.org"},
    wagtail_sends_one: {"eddie@example.org"},
}


@pytest.mark.parametrize("happens", MAILS, ids=lambda happens: happens.__name__)
def test_a_mail_waits_for_the_worker_and_leaves_marked_as_a_machines(cast, happens):
    happens(cast)
    assert mail.outbox == []
    delivered()
    assert {address for sent in mail.outbox for address in sent.to} >= MAILS[happens]
    for sent in mail.outbox:
        effect = re.fullmatch(r"<([0-9a-f-]{36})@example\.org>", sent.extra_headers["Message-ID"])
        assert effect and Effect.objects.get(pk=effect[1]).state == Effect.State.DONE
        assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
        assert sent.from_email == "holdfast@example.org"
    assert all(link.startswith(f"{settings.BASE_URL}/") for link in links(mail.outbox))


@pytest.mark.parametrize("happens", [a_new_password_is_asked_for, an_address_is_added], ids=["password", "address"])
def test_the_outbox_holds_no_key(cast, happens):
    happens(cast)
    delivered()
    keys = [link.rstrip("/").rpartition("/")[2] for link in links(mail.outbox)]
    kept = " ".join(str(value) for effect in Effect.objects.values() for value in effect.values())
    assert ([key for key in keys if len(key) < 20 or key in kept], Letter.objects.count()) == ([], 0)
    assert keys != []


def test_a_letter_is_forgotten_when_it_has_left(cast):
    wagtail_sends_one(cast)
    assert Letter.objects.get().html == "<p>Words</p>"
    delivered()
    assert ([sent.alternatives[0][0] for sent in mail.outbox], Letter.objects.count()) == (["<p>Words</p>"], 0)


def test_a_letter_that_never_left_is_forgotten_with_its_effect(cast):
    django_sends_many(cast)
    waiting, *others = Effect.objects.order_by("pk")
    Effect.objects.exclude(pk=waiting.pk).update(state=Effect.State.DEAD)
    forget_settled(before=cast.now.replace(year=cast.now.year + 1))
    assert (len(others), [letter.pk for letter in Letter.objects.all()]) == (2, [waiting.object_id])


def test_what_a_letter_has_no_place_for_is_refused_as_it_is_written(db):
    attached = [("a.txt", "words", "text/plain")]
    message = EmailMessage("Subject", "Words", None, ["anna@example.org"], attachments=attached)
    with pytest.raises(ValueError, match="no attachments"):
        message.send()
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("address", ["nobody@example.org", "anna@example.org"])
def test_a_new_password_for_an_unknown_address_sends_nothing(cast, address):
    Client().post("/accounts/password/reset/", {"email": address})
    delivered()
    assert [sent.to for sent in mail.outbox] == ([["anna@example.org"]] if address == "anna@example.org" else [])


def test_a_link_is_not_sent_to_an_account_that_was_closed_since(cast):
    a_new_password_is_asked_for(cast)
    cast.anna.is_active = False
    cast.anna.save()
    delivered()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_two_uses_of_a_link_at_one_moment_set_one_password(cast, at_once):
    a_new_password_is_asked_for(cast)
    link = path_of(delivered(), "/reset/key/")
    words = [f"a passphrase of number {number}" for number in range(2)]
    jobs = []
    for word in words:
        client = Client()
        form = client.get(link, follow=True).redirect_chain[-1][0]
        jobs.append(partial(client.post, form, {"password1": word, "password2": word}))
    answers = at_once(*jobs)
    cast.anna.refresh_from_db()
    assert [answer.status_code for answer in answers].count(302) == 1
    assert sum(cast.anna.check_password(word) for word in words) == 1


def test_a_form_that_was_open_as_the_password_changed_sets_no_other(cast):
    forms = [
        NewPasswordForm({"password1": word, "password2": word}, user=User.objects.get(pk=cast.anna.pk))
        for word in (FRESH, "somebody else's choice")
    ]
    assert [form.is_valid() for form in forms] == [True, True]
    forms[0].save()
    with pytest.raises(Refusal, match="used a moment ago"):
        forms[1].save()
    cast.anna.refresh_from_db()
    assert cast.anna.check_password(FRESH)


def test_a_link_sets_one_password_and_no_second(cast):
    a_new_password_is_asked_for(cast)
    link = path_of(delivered(), "/reset/key/")
    first, second = Client(), Client()
    forms = [client.get(link, follow=True).redirect_chain[-1][0] for client in (first, second)]
    answers = [
        client.post(form, {"password1": word, "password2": word}, follow=True)
        for client, form, word in zip((first, second), forms, (FRESH, "somebody else's choice"), strict=True)
    ]
    cast.anna.refresh_from_db()
    assert ([answer.status_code for answer in answers], cast.anna.check_password(FRESH)) == ([200, 200], True)
    assert "This link no longer works" in answers[1].content.decode()
