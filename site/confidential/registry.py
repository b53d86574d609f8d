"""What upper apps tell this one: for each sealed model, who may open it and whether its words may still change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from foundation.registry import Registry


@dataclass(frozen=True)
class Told:
    """How a writer finds a text of theirs again: what it is about, where it is read, and what to know about it."""

    title: str | Promise
    url: str = ""
    note: str | Promise = ""


def nobody_thought_of(_record: Any, _now: datetime) -> Iterable[Any]:
    """For what its writer alone opens."""
    return ()


@dataclass(frozen=True, kw_only=True)
class SealedPolicy:
    """Who may open a record besides its writer, `may_write(writer, record)`, and where its editor is.

    Exactly one of two says who may open it. `may_open(viewer, record, now)` judges one record by what it holds;
    `openable(viewer, now)`, for rules that need the database, is all that the viewer may open: it answers for many
    records in one query.
    `binds_writer`: its writer opens it by the same rule, and writes it no longer than that. For what people write about
    others by a right that ends.
    `labels`: what its parts are called where a person meets them outside the editor.

    For the list of all that a person has written: `name` says what kind of text it is; `tell` speaks of many records
    at once, in a constant number of queries, with `related` loaded beside them.
    """

    may_open: Callable[[Any, Any, datetime], bool] | None = None
    openable: Callable[[Any, datetime], QuerySet[Any]] | None = None
    may_write: Callable[[Any, Any], bool]
    editor_url: Callable[[Any], str]
    # All whom the rule about opening could let in, for the line that names them: too many is well, too few is not.
    might_open: Callable[[Any, datetime], Iterable[Any]] = nobody_thought_of
    labels: Mapping[str, str | Promise] = field(default_factory=dict)
    name: str | Promise = ""
    related: tuple[str, ...] = ()
    tell: Callable[[Sequence[Any]], Mapping[UUID, Told]] | None = None
    binds_writer: bool = False

    def __post_init__(self) -> None:
        if (self.may_open is None) == (self.openable is None):
            raise ValueError("a policy has one rule about opening: either may_open or openable")
        if self.binds_writer and self.openable is None:
            raise ValueError("a rule that binds the writer needs the database: give openable")


sealed_models: Registry[SealedPolicy] = Registry("who may open a sealed text")
