"""A small published course, made through the loader's own blocks, and hands to walk it."""

import pytest

from tests.courses.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
