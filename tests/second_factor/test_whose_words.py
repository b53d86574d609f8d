"""On a shared computer somebody else signs in: what the one before wrote is not sent under the name of the next."""

from datetime import timedelta

import pytest
from django.test import Client

from foundation import sessions
from supervision.concerns.models import Concern
from tests.second_factor.test_no_word_is_lost import drawn, sent_again
from tests.supervision.concerns.test_pages import RAISE, form

LATER = sessions.LONGEST_ON_A_SHARED_COMPUTER + timedelta(minutes=1)
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def on_a_shared_computer(client: Client) -> Client:
    session = client.session
    session[sessions.SHARED_COMPUTER] = True
    session.save()
    client.get("/me/")
    return client


@pytest.fixture
def held_of_anna(cast, sign_in, monkeypatch):
    """The fields of the page that Anna's concern came back on, after her session had ended."""
    client = on_a_shared_computer(sign_in(cast.anna))
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now + LATER)
    answer = client.post(RAISE, form())
    assert answer.status_code == 401
    return sent_again(drawn(answer))


def raisers() -> list[object]:
    return [concern.raised_by for concern in Concern.objects.all()]


def test_whoever_wrote_it_sends_it_again(cast, sign_in, held_of_anna):
    assert sign_in(cast.anna).post(RAISE, held_of_anna).status_code == 302
    assert raisers() == [cast.anna]


@pytest.mark.parametrize("said", [{}, {"wrote-this": "on"}])
def test_the_next_person_cannot_and_the_words_stay_on_the_page(cast, sign_in, held_of_anna, said):
    answer = sign_in(cast.ben).post(RAISE, held_of_anna | said)
    page = drawn(answer)
    assert (answer.status_code, raisers()) == (403, [])
    assert page.select_one(".hf-lead").get_text() == (
        f"Someone else wrote this, and you are signed in as {cast.ben.name}. So it was not sent."
    )
    kept = {name: value for name, value in sent_again(page).items() if name in form()}
    assert kept == {name: value for name, value in held_of_anna.items() if name in form()}
    assert sign_in(cast.anna).post(RAISE, sent_again(page)).status_code == 302
    assert raisers() == [cast.anna]


def test_where_nobody_knows_who_wrote_it_whoever_is_signed_in_says_so(cast, sign_in):
    held = sent_again(drawn(Client().post(RAISE, form())))
    ben = sign_in(cast.ben)
    asked = ben.post(RAISE, held)
    page = drawn(asked)
    assert (asked.status_code, raisers()) == (403, [])
    assert page.select_one("#signed-in-as strong").get_text() == cast.ben.name
    shown = {row.dt.get_text(): row.dd.get_text() for row in page("div", "nhsuk-summary-list__row")}
    assert shown["Reach"] == "07700 900123, after six"
    assert ben.post(RAISE, sent_again(page) | {"wrote-this": "on"}).status_code == 302
    assert raisers() == [cast.ben]


def test_a_page_from_before_somebody_signed_in_is_nobodys_until_they_say_so(cast):
    """Its token is older than the session, so it may be of whoever was here before."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben)
    first = client.post(RAISE, form(csrfmiddlewaretoken="x" * 64), headers=FROM_HERE)
    held = sent_again(drawn(first))
    assert [client.post(RAISE, held).status_code, raisers()] == [403, []]
    assert client.post(RAISE, held | {"wrote-this": "on"}).status_code == 302
    assert raisers() == [cast.ben]


def test_a_writer_that_the_site_did_not_sign_counts_as_unknown(cast, sign_in, held_of_anna):
    ben = sign_in(cast.ben)
    answer = ben.post(RAISE, held_of_anna | {"form-writer": str(cast.ben.pk)})
    assert (answer.status_code, raisers()) == (403, [])
    assert drawn(answer).select_one("#wrote-this") is not None


def test_what_was_never_said_is_not_taken_from_a_session_that_ends_meanwhile(cast, sign_in, monkeypatch):
    held = sent_again(drawn(Client().post(RAISE, form())))
    ben = on_a_shared_computer(sign_in(cast.ben))
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now + LATER)
    again = sent_again(drawn(ben.post(RAISE, held)))
    assert sign_in(cast.ben).post(RAISE, again).status_code == 403
    assert raisers() == []
