"""What upper apps tell this one: for each sealed model, who may open it and whether its words may still change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.registry import Registry


@dataclass(frozen=True)
class SealedPolicy:
    """`may_open(viewer, record, now)` beyond its writer, `may_write(writer, record)`, and where its editor is."""

    may_open: Callable[[Any, Any, datetime], bool]
    may_write: Callable[[Any, Any], bool]
    editor_url: Callable[[Any], str]


sealed_models: Registry[SealedPolicy] = Registry("who may open a sealed text")
