"""One address of every named route of the site, Wagtail's and allauth's included, from the URLconf itself."""

import re
from collections.abc import Iterator

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

# What it names need not exist: these tests are about what is asked before anything is looked up.
BY_CONVERTER = {
    "UUIDConverter": "00000000-0000-4000-8000-000000000001",
    "IntConverter": 1,
    "SlugConverter": "courses",
    "PathConverter": "page",
    "StringConverter": "1",
}
# No address can be made from a pattern of alternatives.
BY_NAME = {"wagtail_sign_in_closed": "/admin/login/"}
BY_GROUP = {"path": "privacy/", "rest": "", "key": "abc", "uidb36": "1"}


def every_address() -> Iterator[tuple[str, str]]:
    """(route name, an address of it)."""
    yield from _walk(get_resolver().url_patterns, "", {})


def _walk(patterns, namespace: str, above: dict[str, object]) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        known = above | _arguments(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner, known)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{namespace}{entry.name}", _address(f"{namespace}{entry.name}", known)


def _arguments(pattern) -> dict[str, object]:
    if isinstance(pattern, RoutePattern):
        return {name: BY_CONVERTER.get(type(kind).__name__, "1") for name, kind in pattern.converters.items()}
    return {name: BY_GROUP.get(name, "1") for name in re.compile(pattern.regex.pattern).groupindex}


def _address(name: str, known: dict[str, object]) -> str:
    """Two routes may share a name and differ in arguments; an address of either will do."""
    for arguments in (known, {}):
        try:
            return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    return BY_NAME.get(name) or f"no address for {name} with {known}"
