"""A published course for pictures to be in."""

import pytest

from tests.courses.world import World, make_world, read_again


@pytest.fixture
def world(shared_course: World | None, db: None) -> World:
    return read_again(shared_course) if shared_course else make_world()
