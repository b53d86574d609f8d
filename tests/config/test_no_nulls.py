"""The character NUL in an address is a bad request, on either database, and never a fault of ours."""

import pytest
from django.test import Client

from tests.second_factor.walk import every_address


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/join/%00/",
        "/verify/a%00b/",
        "/media/images/%00.png",
        "/courses/%00/",
        "/account/stop/%00/",
        "/people/?programme=%00",
        "/verify/?code=%00",
        "/me/words/?q=%00",
        "/accounts/login/?next=%00",
    ],
)
def test_an_address_with_a_nul_is_a_bad_request(cast, sign_in, address):
    for client in (Client(), sign_in(cast.cora)):
        answer = client.get(address)
        assert (answer.status_code, "Content-Security-Policy" in answer.headers) == (400, True)


def test_no_list_fails_on_a_nul_in_what_is_asked_of_it(cast, sign_in):
    client = sign_in(cast.cora)
    answers = {url: client.get(f"{url}?programme=%00").status_code for _name, url in every_address() if "?" not in url}
    assert set(answers.values()) == {400}
