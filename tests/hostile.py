"""What a stranger may send in place of an id, a choice or a word: made for every route, from the route itself."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.guards.repository import our_python

UNKNOWN = "6f1c0a52-5b1e-4f0e-9d53-1b7f7f1f8a11"
MARK = UNKNOWN[:-1] + "0"
# As they stand in an address or a form: what is no UTF-8, and halves of a character, are there too.
FOR_FIELDS = {
    "nul within": "a%00b",
    "minus": "-1",
    "64 bits": str(2**63),
    "5000 figures": "9" * 5000,
    "arabic figure": quote("\u0663"),
    "superscript": quote("\u00b2"),
    "half a character": "%ED%A0%80",
    "ten thousand": "x" * 10_000,
    "unknown": UNKNOWN,
    "last day": "9999-12-31",
    "first day": "0001-01-01",
    "without end": "1e400",
    "list": "%5B1%2C2%5D",
    "line": "%0D%0ASet-Cookie%3A%20a%3Db",
}
PIECES = FOR_FIELDS | {
    "nothing": "",
    "nul": "%00",
    "nought": "0",
    "more bits": str(2**64),
    "wide figure": quote("\uff19"),
    "not a number": "nan",
    "no utf-8": "%FF%FE",
    "cut off": "%E2%82",
    "per cent": "%25",
    "unknown in capitals": UNKNOWN.upper(),
    "nearly one": UNKNOWN[:-1],
    "noughts": re.sub(r"\w", "0", UNKNOWN),
    "mapping": "%7B%22a%22%3A1%7D",
    "quote": "%27%20OR%201%3D1--",
    "up": "..%2F..%2Fsecret",
    "script": "%3Cscript%3E",
    "no day": "2026-02-31",
    "no time": "25%3A61",
    "reversed": quote("\u202e"),
    "space": "%20",
}
IN_FIELDS = "application/x-www-form-urlencoded"
FILES = "multipart/form-data; boundary=b"
A_FILE = '--b\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n\r\nwords\r\n'
# Kind of body -> how it begins, what stands in it for each field.
ODD_BODIES = {
    "multipart/form-data": "{name}=1&",
    "application/json": "[",
    f"{IN_FIELDS}; charset=latin-1": "{name}=%E9&",
    f"{IN_FIELDS}; charset=nonsense": "{name}=1&",
    "": "{name}=1&",
}
ASKED_FOR = re.compile(r"""(?:GET|POST|data|post)\b(?:\.(?:get|getlist)\(|\[)["'](\w+)["']""")


def asked_names() -> set[str]:
    """What our views read of a request by name, and what every list may be asked."""
    found = {name for path in our_python() for name in ASKED_FOR.findall(path.read_text())}
    return found | {"next", "page", "p", "q", "programme", "code"}


class Names(HTMLParser):
    """The names of a page's fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"input", "select", "textarea", "button"} and (name := dict(attrs).get("name")):
            self.found.add(name)


def names_on(response: Any) -> set[str]:
    names = Names()
    if not response.streaming:
        names.feed(response.content.decode("utf-8", "replace"))
    return names.found - {"csrfmiddlewaretoken"}


def fields(names: set[str], turn: int) -> str:
    """Each name with another piece, twice, as a list has it. Over as many turns as there are pieces each has each."""
    pieces = list(FOR_FIELDS.values())
    given = [(name, pieces[(at + turn) % len(pieces)]) for at, name in enumerate(sorted(names))]
    return "&".join(f"{quote(name)}={piece}" for name, piece in given for _ in range(2))


def files(names: set[str]) -> str:
    return "".join(A_FILE.format(name=name) for name in sorted(names)) + "--b--\r\n"


def addresses(name: str, kwargs: dict[str, object]) -> Iterator[tuple[str, str, bool]]:
    """(which, address, whether it leads to a view): each argument of the route in turn replaced by each piece."""
    for argument, value in kwargs.items():
        marked = with_mark(name, kwargs, argument, value)
        for which, piece in PIECES.items():
            address = marked.replace(MARK, piece)
            yield f"{argument}: {which}", address, leads_to(name, address)


def with_mark(name: str, kwargs: dict[str, object], argument: str, value: object) -> str:
    """The route's address, with a mark in place of one argument."""
    try:
        return reverse(name, kwargs={**kwargs, argument: MARK})
    except NoReverseMatch:
        return reverse(name, kwargs=kwargs).replace(str(value).strip("/"), MARK)


def leads_to(name: str, address: str) -> bool:
    try:
        return resolve(unquote_to_bytes(address).decode("utf-8", "replace")).view_name == name
    except Resolver404:
        return False


def of_nobody(name: str, kwargs: dict[str, object]) -> str:
    """The route's address with arguments that nothing has."""
    unknown = {argument: unknown_like(value) for argument, value in kwargs.items()}
    return reverse(name, kwargs=unknown)


def unknown_like(value: object) -> object:
    if isinstance(value, int):
        return value + 7
    return f"{UNKNOWN}/" if str(value).endswith("/") else UNKNOWN


def send(client: Client, method: str, address: str, body: str = "", kind: str = IN_FIELDS) -> Any:
    """As a server hands it over: the bytes of the path as Latin-1."""
    path, _, query = address.partition("?")
    as_wsgi = unquote_to_bytes(path).decode("latin-1")
    return client.generic(method.upper(), "/", body, kind, PATH_INFO=as_wsgi, QUERY_STRING=query)
