"""The watch over every page sees what it is there to see."""

import pytest

from tests.browser.conftest import Watch, sign_in


def test_somebody_signs_in_through_the_form(phone):
    sign_in(phone, "facilitator")
    assert phone.get_by_role("heading", level=1).inner_text() == "Hello, Amara"


def test_each_test_starts_from_the_seed(site):
    site.restore()
    assert site.rows("SELECT count(*) FROM people_user WHERE first_name = 'Hannah'") == [(1,)]


@pytest.mark.parametrize("run", [1, 2])
def test_what_one_test_did_is_gone_in_the_next(phone, site, run):
    before = site.rows("SELECT count(*) FROM django_session")
    sign_in(phone, "facilitator")
    assert (before, site.rows("SELECT count(*) FROM django_session")) == ([(0,)], [(1,)])


def test_a_request_to_another_host_is_seen(phone, site):
    watch = Watch(site.address)
    watch.over(phone.context)
    phone.goto("/help/")
    phone.context.route("**/elsewhere.example/**", lambda route: route.abort())
    link = "() => Object.assign(document.createElement('a'), { href: 'http://elsewhere.example/x' }).click()"
    with phone.expect_request("http://elsewhere.example/x"):
        phone.evaluate(link)
    assert watch.wrong == ["request to another host: http://elsewhere.example/x"]
    phone.watch.wrong.clear()
