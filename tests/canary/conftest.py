"""The journey, told once for each test."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.canary.journey import Journey
from tests.courses.world import make_world
from tests.people import Cast


@pytest.fixture
def journey(cast: Cast, sign_in: Callable[..., Client]) -> Journey:
    return Journey(cast, make_world(), sign_in).go()
