"""Addresses that are keys are taken out of every line, and no other address is."""

import logging

import pytest

from config.logs import WithoutTokens


def written(*arguments: str) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", arguments, None)
    assert WithoutTokens().filter(record) is True
    return record.getMessage()


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("/join/PU3M-Scas_1/", "/join/[token]/"),
        ("/verify/7KQ2-M9XD-3T0V-HB5R/", "/verify/[token]/"),
        ("/accounts/password/reset/key/1a-cx2k9z/", "/accounts/password/reset/key/[token]/"),
        ("/accounts/login/?next=%2Fjoin%2FPU3M%2F", "/accounts/login/?next=%2Fjoin%2F[token]%2F"),
        ("/verify/", "/verify/"),
        ("/desk/logs/0d5c/", "/desk/logs/0d5c/"),
    ],
)
def test_what_is_left_of_an_address(address, left):
    assert written("Internal Server Error", address) == f"Internal Server Error: {left}"
