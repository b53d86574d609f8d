"""The access table of the whole site: every app's own, merged. A route in none of them fails the tests."""

from importlib import import_module

from foundation.access import Access

APPS = (
    "pages",
    "certificates",
    "supervision",
    "courses",
    "groups",
    "people",
    "people.second_factor",
    "directory",
    "confidential",
)


def access_table() -> dict[str, Access]:
    """Route name -> who may GET and POST it. Raises ValueError when two apps declare one route."""
    merged: dict[str, Access] = {}
    for app in APPS:
        for name, access in import_module(f"{app}.access").ACCESS.items():
            if name in merged:
                raise ValueError(f"{name} is declared twice")
            merged[name] = access
    return merged
