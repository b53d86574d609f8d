"""Here nobody has been asked yet."""

import pytest


@pytest.fixture(autouse=True)
def everybody_was_asked_how_sure_they_are() -> None:
    """In place of the one for the other tests of courses."""
