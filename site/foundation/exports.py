"""What a person takes along: each app gives its part of "my data"."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from foundation.registry import Registry

# Part by name -> plain data (dicts, lists, texts, numbers, ISO dates), with the person's own words in clear.
exports: Registry[Callable[[Any, datetime], Any]] = Registry("what a person's data holds")
