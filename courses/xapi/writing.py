"""A completion as an xAPI 1.0.3 statement. Who it was is an opaque account: no name, no address, never an answer.

The rules are those of the specification (adlnet/xAPI-Spec, xAPI-Data.md); `tests/courses/xapi/rules.py` has them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from foundation.days import stamp

VERSION = "1.0.3"
COMPLETED = {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": "completed"}}
TYPES = {
    "step": "http://adlnet.gov/expapi/activities/lesson",
    "module": "http://adlnet.gov/expapi/activities/module",
    "course": "http://adlnet.gov/expapi/activities/course",
}
# Under which the ids of statements are derived: the same completion has the same id for ever.
STATEMENTS = UUID("6f0d5c1e-2b57-4c1c-9d5e-0b6a4f5a7e21")


@dataclass(frozen=True)
class Activity:
    """A step, a module or a course, by its key: titles and addresses change, keys do not."""

    kind: str
    key: UUID
    title: str


@dataclass(frozen=True)
class Completion:
    """Somebody completed something. `version` is that of a step's content: who does it again completes it again."""

    activity: Activity
    person: UUID
    at: datetime
    version: int = 0
    parent: Activity | None = None

    @property
    def statement_id(self) -> UUID:
        done = self.activity
        again = self.version if done.kind == "step" else self.at.timestamp()
        return uuid5(STATEMENTS, f"{done.kind}:{done.key}:{self.person}:{again}")


def statement_of(done: Completion, site: str) -> dict[str, Any]:
    """`site` is the address of this site, without a slash at its end."""
    context: dict[str, Any] = {"platform": "Holdfast"}
    if done.parent:
        context["contextActivities"] = {"parent": [_activity(done.parent, site)]}
    return {
        "id": str(done.statement_id),
        "actor": _account(str(done.person), site),
        "verb": COMPLETED,
        "object": _activity(done.activity, site),
        "result": {"completion": True},
        "context": context,
        "timestamp": stamp(done.at),
        "stored": stamp(done.at),
        "authority": _account("holdfast", site),
        "version": "1.0.0",
    }


def _account(name: str, site: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": site, "name": name}}


def _activity(activity: Activity, site: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{site}/xapi/activities/{activity.kind}/{activity.key}",
        "definition": {"type": TYPES[activity.kind], "name": {"en": activity.title}},
    }
