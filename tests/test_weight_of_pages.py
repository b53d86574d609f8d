"""Every list is paged: in a programme of 240 facilitators no page of any role weighs what a whole list of them would.

A line of a list is some 500 bytes, so one that is not paged is found here, long before it weighs 200 KB.
"""

import pytest
from django.utils import timezone

from bench.programmes import Size, build, the_cast
from tests.screens import Screen, client_of, screens_of, shown_routes
from tests.undone import afterwards_as_before

pytestmark = pytest.mark.once

PROGRAMME = Size("weighed", 240)
MOST_BYTES = 100_000


def weight_of(screen: Screen, cast) -> int:
    """In bytes; nothing for a file."""
    response = client_of(screen.relation, cast).get(screen.url)
    return len(response.getvalue()) if response["Content-Type"].startswith("text/html") else 0


@pytest.mark.django_db
def test_no_page_weighs_more_than_a_page_of_a_list():
    build(PROGRAMME)
    cast, weights = the_cast(timezone.now()), {}
    for route, access in shown_routes().items():
        with afterwards_as_before():
            weights |= {str(screen): weight_of(screen, cast) for screen in screens_of(route, access, cast)}
    assert len(weights) > 200
    assert {screen: weight for screen, weight in weights.items() if weight > MOST_BYTES} == {}
