"""Sam wrote, ran and supervised what the access table asks about. Once that has ended, it opens for him no more.

The routes come from the access table: each that opens for Anna's reader, asked again after his role has ended, and
after he has handed everybody over and still is a supervisor.
"""

import pytest
from django.urls import reverse

from people.models import Appointment, Role, SupervisionAssignment
from tests.access import access_table
from tests.access.world import kwargs_for
from tests.test_access_table import answer
from tests.undone import afterwards_as_before

# What opens for both of these opens for everybody who is signed in.
STRANGERS = {"editor", "outside_coordinator"}
# His own leave: he is a supervisor still, and may end it.
OWN_LEAVE = {"cover:change", "cover:changes", "cover:end", "cover:ends"}
# A list for himself, about himself: it stays his.
OWN_LIST = {"own_supervision:take_off"}


def methods_open_to_the_reader():
    for name, access in sorted(access_table().items()):
        for method in ("get", "post"):
            if "reader" in (getattr(access, method) or ()):
                yield pytest.param(name, method, access, id=f"{name} {method}")


def as_sam(cast, sign_in, method: str, url: str) -> str:
    with afterwards_as_before():
        return answer(sign_in(cast.sam), method, url)


@pytest.mark.parametrize(("name", "method", "access"), list(methods_open_to_the_reader()))
def test_a_route_closes_when_the_role_ends(cast, sign_in, name, method, access):
    url = reverse(name, kwargs=kwargs_for(access.subject, cast))
    Appointment.objects.filter(person=cast.sam, role=Role.SUPERVISOR).update(ends_at=cast.now)
    still = getattr(access, method) >= STRANGERS or name in OWN_LIST
    assert as_sam(cast, sign_in, method, url) == ("in" if still else "out")


@pytest.mark.parametrize(("name", "method", "access"), list(methods_open_to_the_reader()))
def test_a_route_closes_when_everybody_was_handed_over(cast, sign_in, name, method, access):
    url = reverse(name, kwargs=kwargs_for(access.subject, cast))
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    still = "former_supervisor" in getattr(access, method) or name in OWN_LEAVE | OWN_LIST
    assert as_sam(cast, sign_in, method, url) == ("in" if still else "out")
