"""Addresses that are keys are taken out of every line, and no other address is."""

import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from confidential.private import PrivateText
from config.logs import WithoutTokens

SECRET = "7KQ2-M9XD-3T0V"
OF_AN_ENQUIRY = ("own", "confirm", "withdraw", "take_place", "leave_place")


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
        ("/accounts/confirm-email/MTI:1tY:x_9/", "/accounts/confirm-email/[token]/"),
        ("/verify/?code=7KQ2-M9XD&x=1", "/verify/?code=[token]&x=1"),
        ("/verify/", "/verify/"),
        ("/desk/logs/0d5c/", "/desk/logs/0d5c/"),
    ],
)
def test_what_is_left_of_an_address(address, left):
    assert written("Internal Server Error", address) == f"Internal Server Error: {left}"


def spelled(address: str) -> dict[str, str]:
    """One address as a stranger, a mail program or a proxy may write it."""
    return {
        "plain": address,
        "in capitals": address.upper(),
        "more slashes": address.replace("/", "//"),
        "no slash at the end": address.rstrip("/"),
        "escaped": quote(address, safe=""),
        "escaped twice": quote(quote(address, safe=""), safe=""),
        "escaped in small letters": address.replace("/", "%2f"),
        "backslashes": address.replace("/", "\\"),
        "with a query": f"{address}?next=/me/",
        "as somebody's next": f"/accounts/login/?next={quote(address)}",
    }


def addresses_that_are_keys() -> list[str]:
    """Every route whose address holds something that only the person with the mail or the paper knows."""
    return [
        reverse("people:join", args=[SECRET]),
        reverse("certificates:verify_code", args=[SECRET]),
        reverse("account_confirm_email", args=[SECRET]),
        reverse("people:stop_address", args=[SECRET]),
        reverse("calendar:feed", args=[SECRET]),
        *(reverse(f"enquiries:{name}", args=[SECRET]) for name in OF_AN_ENQUIRY),
        reverse("account_reset_password_from_key", kwargs={"uidb36": "1a", "key": SECRET}),
    ]


@pytest.mark.parametrize("address", addresses_that_are_keys())
@pytest.mark.parametrize("spelling", spelled("/").keys())
def test_no_spelling_of_an_address_shows_its_key(address, spelling):
    line = written("Not Found", spelled(address)[spelling])
    assert (SECRET in line.upper(), "[token]" in line) == (False, True)


def routes(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        yield from routes(pattern) if isinstance(pattern, URLResolver) else [pattern]


def test_every_address_with_a_key_is_known():
    """Whoever gives a route such a parameter adds it to the filter, and to the addresses above."""
    named = {
        route.name
        for route in routes(get_resolver())
        if set(re.compile(str(route.pattern.regex.pattern)).groupindex) & {"key", "token", "code", "secret"}
    }
    # Wagtail's own way to a new password is closed: no such link is ever sent.
    assert named - {"wagtailadmin_password_reset_confirm"} == {
        "join",
        "feed",
        "stop_address",
        "verify_code",
        "account_confirm_email",
        "account_reset_password_from_key",
        *OF_AN_ENQUIRY,
    }


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("%s was said", (PrivateText("the silence"),)),
        ("%(words)s was said", ({"words": PrivateText("the silence")},)),
        (PrivateText("the silence") + " was said", ()),
        ("%s was said" % PrivateText("the silence"), ()),  # noqa: UP031 -- this way is tried
        ("%s was said", ([PrivateText("the silence")],)),
    ],
)
def test_private_words_are_in_no_line(message, arguments):
    record = logging.LogRecord("holdfast", logging.ERROR, "", 0, message, arguments, None)
    WithoutTokens().filter(record)
    assert ("silence" in record.getMessage(), "<private text>" in record.getMessage()) == (False, True)
