"""The second factor is asked of the session, by what its owner is at that moment."""

from datetime import timedelta

import pytest
from django.test import Client

from people.models import Appointment, CoverWindow, Role
from tests.people import appoint
from tests.second_factor.conftest import app_of, code_now, made_supervisor, recovery_codes, with_both, with_password


def is_asked(client: Client) -> bool:
    answer = client.get("/me/")
    return answer.status_code == 302 and answer["Location"] == "/second-factor/?next=%2Fme%2F"


def test_an_appointment_bites_in_the_middle_of_a_session(cast, sign_in):
    client = sign_in(cast.anna)
    assert is_asked(client) is False
    made_supervisor(cast, cast.anna)
    assert is_asked(client) is True


def test_an_appointment_that_has_run_out_asks_for_nothing_more(cast, sign_in):
    client = sign_in(cast.sam)
    assert is_asked(client) is True
    cast.sam.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert is_asked(client) is False


def test_one_that_begins_tomorrow_asks_for_nothing_today(cast, sign_in):
    appoint(cast.anna, Role.COORDINATOR, cast.thames, cast.now + timedelta(days=1))
    assert is_asked(sign_in(cast.anna)) is False


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.TPD])
def test_other_roles_need_none(cast, sign_in, role):
    Appointment.objects.filter(person=cast.sam).update(role=role)
    assert is_asked(sign_in(cast.sam)) is False


def test_a_cover_is_asked_and_nobody_covers_who_would_not_be(cast, sign_in):
    """Who covers is a supervisor all the time: when that ends, so does the window."""
    covering = CoverWindow.objects.current(cast.now).filter(cover=cast.clara)
    assert (covering.exists(), is_asked(sign_in(cast.clara))) == (True, True)
    cast.clara.appointments.update(role=Role.FACILITATOR)
    assert (covering.exists(), is_asked(sign_in(cast.clara))) == (False, False)


def test_two_sessions_are_asked_apart(cast, sign_in):
    """What one browser has shown is nothing to another."""
    app_of(cast.sam)
    here, there = with_both(cast.sam), sign_in(cast.sam)
    assert [is_asked(here), is_asked(there)] == [False, True]


def test_a_session_from_before_the_device_gives_its_code_and_goes_on(cast, sign_in):
    client = sign_in(cast.sam)
    app_of(cast.sam)
    asked = client.get("/desk/", follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=%2Fdesk%2F"
    given = client.post(asked.redirect_chain[-1][0], {"code": code_now(), "next": "/desk/"})
    assert (given.status_code, given["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_the_password_once_more_is_no_second_factor(cast, sign_in):
    client = sign_in(cast.sam)
    app_of(cast.sam)
    page = client.get("/accounts/2fa/reauthenticate/")
    assert [way["url"] for way in page.context["reauthentication_alternatives"]] == []
    client.post("/accounts/reauthenticate/", {"password": "a long enough passphrase"})
    assert is_asked(client) is True


def test_a_password_alone_adds_no_second_device(cast, sign_in):
    """Else whoever knows the password would set up a device of their own and be in."""
    client = sign_in(cast.sam)
    app_of(cast.sam)
    for path in (
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/",
    ):
        assert client.get(path)["Location"].startswith("/second-factor/")


def test_a_recovery_code_counts_once(cast):
    app_of(cast.sam)
    code = recovery_codes(cast.sam)[0]
    first, second = with_password(cast.sam), with_password(cast.sam)
    assert first.post("/accounts/2fa/authenticate/", {"code": code})["Location"] == "/me/"
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert [is_asked(first), "_auth_user_id" in second.session] == [False, False]


def test_where_it_is_switched_off_nobody_is_asked(cast, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert is_asked(sign_in(cast.sam)) is False


def test_whoever_has_given_it_costs_no_query_for_being_asked(cast, django_assert_num_queries):
    """Session and person, as for any page: the rule itself is answered from the session."""
    app_of(cast.sam)
    client = with_both(cast.sam)
    client.get("/robots.txt")
    with django_assert_num_queries(2):
        client.get("/robots.txt")
