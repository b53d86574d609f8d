"""A form that comes too late, after the session or before the second factor, is handed back with all that it held."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from confidential.services import open_sealed, text_of
from tests.second_factor.conftest import app_of, code_now, made_supervisor
from tests.supervision.world import alder_session, draft_log

WORDS = "What stirred me: the silence after Ben spoke. It went on, and on, and I let it."


def drawn(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def sent_again(html: BeautifulSoup) -> dict[str, str]:
    """What the form on the page would send, as a browser would."""
    form = html.main.form
    fields = {tag["name"]: tag.get("value", "") for tag in form("input", type=["hidden", "text"])}
    # A browser drops the line end that follows the opening tag.
    return fields | {tag["name"]: tag.get_text().removeprefix("\n") for tag in form("textarea")}


def test_words_sent_before_the_second_factor_come_back_on_the_page(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast))
    client = sign_in(cast.anna)
    made_supervisor(cast, cast.anna)
    answer = client.post(f"/logs/{log.pk}/", {"part-stirred": WORDS, "revision": "0"})
    html = drawn(answer)
    assert answer.status_code == 401
    assert [h.get_text() for h in html("h1")] == ["Not sent yet, and not lost"]
    assert html.main.textarea.get_text().removeprefix("\n") == WORDS
    assert html.main.form["action"] == f"/logs/{log.pk}/"


def test_they_can_be_sent_again_once_the_second_factor_was_given(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast))
    app_of(cast.anna)
    client = sign_in(cast.anna)
    made_supervisor(cast, cast.anna)
    seen = {"part-stirred": WORDS, "revision": str(text_of(log).version), "tab": "0" * 16, "sequence": "1"}
    held = drawn(client.post(f"/logs/{log.pk}/", seen))
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    saved = client.post(held.main.form["action"], sent_again(held))
    assert saved.status_code == 302
    log.refresh_from_db()
    assert dict(open_sealed(log, viewer=cast.anna, now=cast.now))["stirred"] == WORDS


def test_words_sent_after_the_session_come_back_too(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    answer = Client().post(f"/logs/{log.pk}/", {"part-stirred": WORDS, "revision": "0"})
    assert answer.status_code == 401
    assert sent_again(drawn(answer))["part-stirred"] == WORDS


def test_what_is_handed_back_is_kept_nowhere(cast, sign_in):
    client = sign_in(cast.anna)
    made_supervisor(cast, cast.anna)
    answer = client.post("/sessions/new/", {"part-stirred": WORDS})
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert WORDS not in str(dict(client.session))


def test_secrets_are_not_handed_back(cast):
    answer = Client().post("/accounts/password/change/", {"oldpassword": "hunter2 hunter2", "other": "words"})
    assert "hunter2" not in answer.content.decode()
    assert answer.status_code == 401


def test_a_button_without_words_leads_straight_to_signing_in(cast):
    answer = Client().post("/me/data/download/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/me/data/download/")


def test_a_form_from_before_signing_in_anew_comes_back_with_a_fresh_token(cast):
    """Signing in, in another tab, changes the token that every form carries."""
    log = draft_log(cast, cast.anna, alder_session(cast))
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)
    old = {"part-stirred": WORDS, "csrfmiddlewaretoken": "x" * 64}
    held = client.post(f"/logs/{log.pk}/", old, headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"})
    html = drawn(held)
    assert (held.status_code, html.main.h1.get_text()) == (403, "Not sent yet, and not lost")
    again = client.post(f"/logs/{log.pk}/", sent_again(html) | {"wrote-this": "on"})
    assert again.status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_form_from_elsewhere_does_not(cast, site):
    """Else another site could fill a form in for somebody, who need only press the button."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    answer = client.post("/sessions/new/", {"note": WORDS}, headers=headers)
    assert (answer.status_code, WORDS in answer.content.decode()) == (403, False)
