"""Wagtail's admin opens for editors alone: every one of its routes, walked, as everybody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.models import Page, PageViewRestriction

from tests.courses.world import World, make_world

# Scripts, translations and icons for the sign-in screen: no content.
PUBLIC = {"wagtailadmin_javascript_catalog", "javascript_catalog", "wagtailadmin_sprite", "wagtail_sign_in_closed"}
# A value for each kind of argument; what it names need not exist, because nobody here may ask.
VALUES = (1, "1", "00000000-0000-4000-8000-000000000001", "courses", "page", "en")


def admin_routes(patterns, namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from admin_routes(pattern.url_patterns, inner)
        elif pattern.name and pattern.name not in PUBLIC:
            yield from addresses(f"{namespace}{pattern.name}", pattern)


def addresses(name: str, pattern) -> Iterator[tuple[str, str]]:
    """The first address that the route accepts, with made-up arguments."""
    for value in VALUES:
        try:
            yield name, reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, value))
            return
        except NoReverseMatch:
            continue


@pytest.fixture
def world(db) -> World:
    return make_world()


def admin_patterns():
    return next(p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and str(p.pattern) == "admin/")


def test_a_clinical_lead_gets_the_pages_of_sign_off_and_no_others(cast, world, sign_in):
    client = sign_in(cast.lena)
    opened = {name for name, url in admin_routes(admin_patterns().url_patterns) if client.get(url).status_code == 200}
    module = reverse("sign_off_module", args=[world.risk.translation_key])
    assert (opened, client.get(module).status_code) == ({"sign_off"}, 200)
    # Nor does anybody else open those.
    others = [cast.by_relation()[name] for name in ("owner", "reader", "coordinator")]
    assert [sign_in(other).get(module).status_code for other in others] == [404, 404, 404]


def test_a_clinical_lead_whose_appointment_has_run_out_finds_nothing(cast, world, sign_in):
    client = sign_in(cast.lena)
    cast.lena.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert client.get(reverse("sign_off")).status_code == 404


@pytest.mark.parametrize("relation", ["anonymous", "owner", "reader", "coordinator"])
def test_nobody_but_an_editor_gets_a_page_of_the_admin(cast, sign_in, relation):
    client = Client() if relation == "anonymous" else sign_in(cast.by_relation()[relation])
    opened = {name for name, url in admin_routes(admin_patterns().url_patterns) if client.get(url).status_code == 200}
    assert opened == set()


def test_an_editor_gets_the_admins_front_page(cast, sign_in):
    assert sign_in(cast.eddie).get("/admin/").status_code == 200


def test_wagtails_own_sign_in_form_is_closed(cast):
    """A right password sent to the side door signs nobody in."""
    client = Client()
    response = client.post("/admin/login/", {"username": cast.eddie.email, "password": "a long enough passphrase"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")
    assert "_auth_user_id" not in client.session


def test_an_editor_whose_appointment_has_run_out_finds_nothing(cast, sign_in):
    """Nobody ended it, so the group of the Wagtail admin still holds Eddie: the date alone must close the door."""
    client = sign_in(cast.eddie)
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert [group.name for group in cast.eddie.groups.all()] == ["Content editors"]
    assert [client.get(path).status_code for path in ("/admin/", "/admin/pages/", "/admin/help-services/")] == [404] * 3


def test_nobody_renames_themselves_in_the_admin(cast, sign_in):
    """Certificates print the name of the account, and supervisors read by it."""
    sent = {"name_email-first_name": "Sam", "name_email-last_name": "Reyes", "locale-preferred_language": "en"}
    answer = sign_in(cast.eddie).post("/admin/account/", sent | {"locale-current_time_zone": "Europe/London"})
    cast.eddie.refresh_from_db()
    assert (answer.status_code, answer["Location"], cast.eddie.name) == (302, "/me/account/", "Eddie Park")


def test_no_page_is_kept_private_behind_a_shared_password(cast, sign_in):
    """Wagtail keeps such a password in clear. Nobody here asks for one: a page is published or it is not."""
    client = sign_in(cast.eddie)
    for page in Page.objects.filter(depth__gt=1):
        client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "password", "password": "a shared wombat"})
    assert list(PageViewRestriction.objects.all()) == []
