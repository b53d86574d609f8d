"""What Wagtail loads at start-up for an API that no address of ours serves.

Five of its apps register themselves with it, and with it comes django-ninja: 9 MB in every process. Here
each module of that API is an empty one that takes what is registered and does nothing with it. Whoever mounts the API
one day takes this away first. `tests/guards/test_web_process_is_light.py` says when Wagtail loads it another way.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


def is_unserved(module: str) -> bool:
    """Whether it is `api.v3` of one of Wagtail's packages, or lies within it."""
    return module.startswith("wagtail.") and ".api.v3." in f"{module}."


class Nothing:
    """A router, or a function that registers: whatever is done with it, nothing comes of it."""

    def __call__(self, *_args: Any, **_how: Any) -> None:
        return None

    def __getattr__(self, _name: str) -> "Nothing":
        return self


class Unserved(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class NothingLoaded(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Unserved(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class UnservedFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if is_unserved(fullname):
            return ModuleSpec(fullname, NothingLoaded(), is_package=True)
        return None


def leave_out() -> None:
    """Once, before the apps are loaded."""
    if not any(isinstance(finder, UnservedFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, UnservedFinder())
