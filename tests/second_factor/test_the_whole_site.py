"""Who needs a second factor and has given none in this session gets nothing but the way to one.

Asked of every route of the URLconf, so that no new page, of ours or of a part, opens by being forgotten.
"""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.second_factor.conftest import app_of, with_both
from tests.second_factor.walk import every_address

OBLIGED = ["supervisor", "coordinator", "governance", "deputy", "clinical_lead", "editor", "superuser"]

# What opens for anybody, signed in or not, and shows nobody's words.
PUBLIC = {
    "healthz",
    "pages:home",
    "pages:robots",
    "pages:favicon",
    # Shown where there is no signal: asked for without cookies, the same for everybody.
    "pages:offline",
    "pages:offline_worker",
    "wagtail_serve",
    "directory:help",
    "certificates:verify",
    "certificates:verify_code",
    # Asked without an account; the page behind the mailed link opens with its token alone.
    "enquiries:start",
    "enquiries:question",
    "enquiries:check",
    "enquiries:sent",
    "enquiries:own",
    "enquiries:confirm",
    "enquiries:withdraw",
    "enquiries:take_place",
    "enquiries:leave_place",
    # Without a cookie: whoever is signed in is nobody there.
    "impact:say",
    "impact:said",
    "impact:about",
    "impact:twice",
    "impact:withdraw",
    "impact:withdrawn",
    # A calendar program fetches it by its secret address: neither names nor places are in it.
    "calendar:feed",
    # A system of others reads completions by its token: it is nobody who signs in, and no name is in them.
    "xapi:statements",
    "people:join",
    "people:stop_address",
    "people:stopped",
    # Signing in, and what belongs to it: a forgotten password, the link in a mail, a closed account.
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    # Scripts, translations and icons of Wagtail's sign-in screen.
    "wagtail_sign_in_closed",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "javascript_catalog",
}
ALWAYS = {"account_logout", "second_factor:needed", "second_factor:lost"}
TO_SET_UP = {"mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_set_password"}
TO_GIVE = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
# Answered to the script that saves words, which then offers to sign in beside the page.
SIGNED_OUT_TO_SCRIPTS = {"words:save", "words:keep"}


def opened(client: Client, person, method: str) -> set[str]:
    """The routes that did anything but lead to the second factor. All are asked anew: some end a session."""
    found = set()
    for name, url in every_address():
        client.force_login(person)
        answer = getattr(client, method)(url)
        if not (leads_there(answer) or is_no_admin_of_theirs(answer, url)):
            found.add(name)
    return found


def leads_there(answer) -> bool:
    """Or to signing in, which for somebody half signed in leads on to the second factor."""
    return answer.status_code == 302 and urlsplit(answer["Location"]).path in ("/second-factor/", "/accounts/login/")


def is_no_admin_of_theirs(answer, url: str) -> bool:
    """Wagtail's admin is not found by those who are no editors, before anything else is asked."""
    return answer.status_code == 404 and url.startswith("/admin/")


def test_every_route_has_an_address_here():
    assert [address for _name, address in every_address() if not address.startswith("/")] == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", OBLIGED)
def test_without_a_device_everything_leads_to_setting_one_up(whoever, role, method):
    allowed = PUBLIC | ALWAYS | TO_SET_UP | SIGNED_OUT_TO_SCRIPTS
    assert opened(Client(), whoever(role), method) - allowed == set()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["supervisor", "editor"])
def test_with_a_device_everything_leads_to_giving_its_code(whoever, role, method):
    app_of(whoever(role))
    allowed = PUBLIC | ALWAYS | TO_GIVE | SIGNED_OUT_TO_SCRIPTS
    assert opened(Client(), whoever(role), method) - allowed == set()


@pytest.mark.parametrize("role", OBLIGED)
def test_to_the_script_that_saves_words_they_are_signed_out(whoever, sign_in, role):
    client = sign_in(whoever(role))
    unknown = "/words/00000000-0000-4000-8000-000000000001/save/"
    answers = [client.post(url) for url in ("/words/keep/", unknown)]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert [answer.json() for answer in answers] == [{"sign_in": "/accounts/login/?next=%2Fwords%2Fsigned-in%2F"}] * 2


@pytest.mark.parametrize("path", ["/", "/help/", "/privacy/", "/verify/"])
def test_what_is_public_opens_as_for_anybody(whoever, sign_in, path):
    answer = sign_in(whoever("supervisor")).get(path)
    assert answer.status_code == 200
    assert answer.context["user"].is_authenticated is False
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("role", OBLIGED)
def test_signing_in_once_more_leads_to_the_second_factor_too(whoever, sign_in, role):
    """Where the script that saves words sends them, in a tab beside the page."""
    app_of(whoever(role))
    answer = sign_in(whoever(role)).get("/accounts/login/?next=/words/signed-in/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=%2Fwords%2Fsigned-in%2F"
    assert answer.status_code == 200


OWN_AREA = {
    "supervisor": "/desk/",
    "coordinator": "/readiness/",
    "governance": "/me/",
    "deputy": "/me/",
    "clinical_lead": "/admin/sign-off/",
    "editor": "/admin/",
    "superuser": "/admin/",
}


@pytest.mark.parametrize(("role", "path"), OWN_AREA.items())
def test_a_session_with_both_factors_gets_in(whoever, role, path):
    app_of(whoever(role))
    client = with_both(whoever(role))
    assert (client.get("/me/").status_code, client.get(path).status_code) == (200, 200)


@pytest.mark.parametrize("relation", ["owner", "partner", "peer", "outsider"])
def test_facilitators_are_asked_for_nothing(cast, sign_in, relation):
    assert sign_in(cast.by_relation()[relation]).get("/logs/").status_code == 200
