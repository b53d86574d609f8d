"""What people are reminded of: each app registers its rules, and each rule says of which rows something waits now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

from delivery.mail import mail_key, register_notice
from foundation.registry import Registry


@dataclass(frozen=True)
class Due:
    """`person` is told of `about` once for each `occasion`: "ahead", say, and "passed"."""

    person: UUID
    about: UUID
    occasion: str = ""


class DueNow(Protocol):
    """What waits at `now`, for these people or, with None, for everybody, in a constant number of queries.

    It is asked again as the mail leaves: what it does not name any more is moot, and is not sent.
    """

    def __call__(self, now: datetime, people: Iterable[UUID] | None) -> Iterable[Due]: ...


@dataclass(frozen=True)
class Rule:
    """A kind of reminder. `title` is how its reader turns it off; `roles` are those whom it can concern."""

    title: str | Promise
    roles: frozenset[str]
    due: DueNow


reminders: Registry[Rule] = Registry("what people are reminded of")


@dataclass(frozen=True)
class Thing:
    """One thing that is due under the rule `name`. What was told of it is known by its key."""

    name: str
    due: Due

    @property
    def key(self) -> str:
        return mail_key(self.name, about=self.due.about, recipient=self.due.person, once=self.due.occasion)


def register_reminder(
    name: str,
    *,
    title: str | Promise,
    subject: str | Promise,
    sentence: str | Promise,
    page: str,
    roles: Iterable[str],
    due: DueNow,
) -> None:
    """`subject`, `sentence` and `page` are those of its mail where nothing else waits: no content, no names."""
    register_notice(name, subject=subject, sentence=sentence, page=page)
    reminders.register(name, Rule(title, frozenset(roles), due))


def things_due(now: datetime, people: Iterable[UUID] | None = None) -> list[Thing]:
    """All that is due at `now`, told or not."""
    wanted = None if people is None else list(people)
    return [Thing(name, due) for name, rule in reminders for due in rule.due(now, wanted)]
