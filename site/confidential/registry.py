"""What upper apps tell this one: for each sealed model, who may open it and whether its words may still change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from foundation.registry import Registry


@dataclass(frozen=True)
class SealedPolicy:
    """`may_open(viewer, record, now)` beyond its writer, `may_write(writer, record)`, and where its editor is.

    `labels`: what its parts are called where a person meets them outside the editor.
    """

    may_open: Callable[[Any, Any, datetime], bool]
    may_write: Callable[[Any, Any], bool]
    editor_url: Callable[[Any], str]
    labels: Mapping[str, str | Promise] = field(default_factory=dict)


sealed_models: Registry[SealedPolicy] = Registry("who may open a sealed text")
