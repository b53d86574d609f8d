"""Which programme a coordinator's page is about: the one in the address, or their first."""

from collections.abc import Iterable

from django.http import Http404
from django.urls import reverse

from foundation.http import Request
from people.models import Programme, Role
from people.queries import coordinated_programmes, overseen_programmes


def chosen_programme(request: Request) -> Programme:
    """One that the user coordinates. Raises Http404 for anybody else's, and for who coordinates none."""
    return chosen_among(coordinated_programmes(request.user, request.now), request)


def overseen_programme(request: Request) -> Programme:
    """One that the user coordinates or is a governance lead of. Raises Http404 like `chosen_programme`."""
    return chosen_among(overseen_programmes(request.user, request.now), request)


def chosen_among(programmes: Iterable[Programme], request: Request) -> Programme:
    """The same of `programmes`, which the page shows too. Raises Http404."""
    slug = request.POST.get("programme") or request.GET.get("programme")
    found = next((programme for programme in programmes if slug in (None, "", programme.slug)), None)
    if found is None:
        raise Http404
    return found


def in_programme(route: str, programme: Programme) -> str:
    """The address of a coordinator's page about `programme`."""
    return f"{reverse(route)}?programme={programme.slug}"


def coordinates(request: Request, programme: Programme) -> bool:
    """Whether the user is a coordinator of `programme`; no query."""
    return Role.COORDINATOR in roles_in(request, programme)


def roles_in(request: Request, programme: Programme) -> set[str]:
    """The roles that the user holds in `programme`; no query."""
    return {role for role, programmes in request.roles.items() if programme.pk in programmes}
