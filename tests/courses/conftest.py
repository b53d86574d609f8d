"""A small published course, made through the loader's own blocks, and hands to walk it."""

import pytest

from courses.confidence.services import skip_items
from tests.courses.world import World, make_world, read_again


@pytest.fixture
def world(shared_course: World | None, db: None) -> World:
    return read_again(shared_course) if shared_course else make_world()


@pytest.fixture(autouse=True)
def everybody_was_asked_how_sure_they_are(request: pytest.FixtureRequest) -> None:
    """Whoever begins is first asked, once (tests/courses/confidence). In the other tests here that has happened."""
    if "cast" in request.fixturenames:
        cast = request.getfixturevalue("cast")
        for person in (cast.anna, cast.ben, cast.farah, cast.olu):
            skip_items(person=person, moment="before", now=cast.now)
