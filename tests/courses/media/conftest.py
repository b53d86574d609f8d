"""A published course, and a place of its own for each test's files."""

from pathlib import Path

import pytest

from tests.courses.world import World, make_world, read_again


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "private"


@pytest.fixture
def world(shared_course: World | None, db: None) -> World:
    return read_again(shared_course) if shared_course else make_world()
