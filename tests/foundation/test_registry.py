"""A registry answers what was registered, and a missing answer is an error, never a yes."""

import pytest

from foundation.registry import Registry


def test_an_answer_comes_back_under_its_name():
    registry = Registry[str]("colours")
    registry.register("sky", "blue")
    assert registry["sky"] == "blue"


def test_registering_the_same_answer_again_is_harmless():
    registry = Registry[str]("colours")
    registry.register("sky", "blue")
    registry.register("sky", registry["sky"])
    assert list(registry) == [("sky", "blue")]


def test_another_answer_under_the_same_name_is_refused():
    registry = Registry[object]("colours")
    registry.register("sky", object())
    with pytest.raises(ValueError, match="sky is already registered"):
        registry.register("sky", object())


def test_a_name_that_nobody_registered_raises():
    with pytest.raises(LookupError, match="nobody registered sea"):
        Registry[str]("colours")["sea"]
