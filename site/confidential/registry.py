"""What upper apps tell this one: for each sealed model, who may open it and whether its words may still change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from foundation.registry import Registry


@dataclass(frozen=True, kw_only=True)
class SealedPolicy:
    """Who may open a record besides its writer, `may_write(writer, record)`, and where its editor is.

    Exactly one of two says who may open it. `may_open(viewer, record, now)` judges one record by what it holds;
    `openable(viewer, now)`, for rules that need the database, is all that the viewer may open: it answers for many
    records in one query.
    `labels`: what its parts are called where a person meets them outside the editor.
    """

    may_open: Callable[[Any, Any, datetime], bool] | None = None
    openable: Callable[[Any, datetime], QuerySet[Any]] | None = None
    may_write: Callable[[Any, Any], bool]
    editor_url: Callable[[Any], str]
    labels: Mapping[str, str | Promise] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.may_open is None) == (self.openable is None):
            raise ValueError("a policy has one rule about opening: either may_open or openable")


sealed_models: Registry[SealedPolicy] = Registry("who may open a sealed text")
