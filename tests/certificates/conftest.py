"""What the tests of certificates share."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from tests.certificates import making


@pytest.fixture
def course(cast) -> None:
    making.publish_course()


@pytest.fixture
def certificate(cast):
    """Anna's, issued now by Cora."""
    return making.annas_certificate(cast)


@pytest.fixture(autouse=True)
def nobody_has_checked_a_code() -> Iterator[None]:
    caches["process"].clear()
    yield
    caches["process"].clear()
