"""The access table of the whole site: who may open which route, one file an app."""

from tests.access import certificates, confidential, courses, directory, groups, impact, pages, people, supervision
from tests.access.relations import Access

APPS = (pages, certificates, supervision, courses, groups, people, directory, confidential, impact)


def access_table() -> dict[str, Access]:
    """Route name -> who may GET and POST it. Raises ValueError when two apps declare one route."""
    merged: dict[str, Access] = {}
    for app in APPS:
        for name, access in app.ACCESS.items():
            if name in merged:
                raise ValueError(f"{name} is declared twice")
            merged[name] = access
    return merged
