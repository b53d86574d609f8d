"""A place of its own for each test's files."""

from pathlib import Path

import pytest

from courses.handouts.models import Handout
from tests.courses.handouts.making import a_handout, a_step_with
from tests.courses.world import World, make_world, read_again
from tests.people import Cast


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "private"


@pytest.fixture
def world(shared_course: World | None, db: None) -> World:
    return read_again(shared_course) if shared_course else make_world()


@pytest.fixture
def handout(cast: Cast, world: World) -> Handout:
    """One that a published step shows."""
    handout = a_handout(cast)
    a_step_with(world, handout)
    return handout
