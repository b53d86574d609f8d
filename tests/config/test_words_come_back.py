"""Whatever refuses a form that holds words shows them again: every status that may read it, and every form."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.test import Client, override_settings
from django.urls import path

from config import urls
from foundation.refusals import Refusal

LONG = "What stirred me: the silence after Ben spoke.\nIt went on & on, and I <let> it."
FORMS = {
    "a log": {"part-went_well": LONG, "part-hard": "Tired.", "revision": "3", "tab": "0" * 16, "action": "share"},
    "a reply": {"words": LONG},
    "a concern": {"kind": "safety", "what": "We agreed to ring", "urgency": "today"},
    "a reflection": {"part-words": LONG, "block": "6f2b1c3a-0000-4000-8000-000000000000", "version": "1"},
    "a name": {"first_name": "Ana María", "last_name": "de la Cruz"},
}


def refused(status):
    def view(request):
        if status == 403:
            raise PermissionDenied
        if status == 404:
            raise Http404
        if status == 405:
            return HttpResponseNotAllowed(["GET"])
        if status == 422:
            raise Refusal("Two people have this place already.")
        return HttpResponse("refused", status=status, headers={"Retry-After": "60"})

    view.login_required = False
    return view


STATUSES = (403, 404, 405, 409, 422, 429)
handler400, handler500 = urls.handler400, urls.handler500
urlpatterns = [
    *(path(f"{status}/", refused(status)) for status in STATUSES),
    path("own/", lambda request: HttpResponse(f"<p>{request.POST['words']}</p>", status=409)),
    path("script/", lambda request: JsonResponse({"no": 1}, status=409)),
    *urls.urlpatterns,
]


@pytest.fixture
def client(cast, sign_in):
    with override_settings(ROOT_URLCONF=__name__):
        yield sign_in(cast.anna)


def typed(form):
    return {value for name, value in form.items() if " " in value or name.startswith("part-")}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", FORMS)
def test_the_words_stand_on_the_page_that_refuses_them(client, status, name):
    answer = client.post(f"/{status}/", FORMS[name])
    html = BeautifulSoup(answer.content, "html.parser")
    shown = {tag.get_text().removeprefix("\n") for tag in html.main("textarea")}
    assert (answer.status_code, shown) == (status, typed(FORMS[name]))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("status", STATUSES)
def test_a_button_without_words_gets_the_plain_page(client, status):
    answer = client.post(f"/{status}/", {"action": "share", "version": "3", "day": "2026-11-28"})
    assert (answer.status_code, "textarea" in answer.content.decode()) == (status, False)


def test_what_a_refusal_said_stays_said(client):
    page = client.post("/422/", FORMS["a reply"]).content.decode()
    assert "Two people have this place already." in page


def test_the_headers_of_the_refusal_stay(client):
    assert client.post("/405/", FORMS["a reply"])["Allow"] == "GET"
    assert client.post("/429/", FORMS["a reply"])["Retry-After"] == "60"


def test_too_often_can_be_sent_again_from_the_page(client):
    html = BeautifulSoup(client.post("/429/", FORMS["a log"]).content, "html.parser")
    form = html.main.form
    sent = {tag["name"]: tag.get("value") or tag.get_text().removeprefix("\n") for tag in form(["input", "textarea"])}
    sent.pop("csrfmiddlewaretoken", None)
    assert (form["action"], sent) == ("/429/", FORMS["a log"])


def test_a_page_that_shows_them_itself_is_left_alone(client):
    assert client.post("/own/", {"words": "two words"}).content.decode() == "<p>two words</p>"


def test_the_script_that_saves_is_answered_as_it_expects(client):
    answer = client.post("/script/", FORMS["a log"], headers={"Sec-Fetch-Mode": "cors"})
    assert answer.json() == {"no": 1}


def test_secrets_are_never_shown(client):
    page = client.post("/403/", {"words": LONG, "password": "correct horse battery", "oldpassword": "hunter two"})
    assert [secret for secret in ("correct horse", "hunter two") if secret in page.content.decode()] == []


def test_a_forged_form_is_not_given_back(cast):
    """Another site must not fill a page of ours with its own words."""
    with override_settings(ROOT_URLCONF=__name__):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.anna)
        page = client.post("/403/", {"words": LONG}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (page.status_code, "What stirred me" in page.content.decode()) == (403, False)


def test_no_refusal_page_promises_what_it_cannot_know():
    from pathlib import Path

    pages = {file.name: file.read_text().lower() for file in Path("templates").glob("[45]*.html")}
    pages["refused.html"] = Path("templates/refused.html").read_text().lower()
    assert len(pages) == 9
    assert [name for name, text in pages.items() if "nothing is lost" in text or "still on th" in text] == []
