"""A house of two kinds of reminders over plain rows: what is in `rows` is due, until it is taken out."""

import uuid
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from delivery.reminders import rules
from delivery.reminders.rules import Due, Rule
from delivery.services import handlers
from people.models import Role

LONDON = ZoneInfo("Europe/London")
KINDS = ("authorised", "log_shared")
# A Monday in June: London is an hour ahead of UTC.
NOON = datetime(2026, 6, 1, 12, tzinfo=LONDON)


class Rows:
    """kind -> {(person, row, occasion)}"""

    def __init__(self):
        self.due = defaultdict(set)

    def add(self, kind, person, about=None, occasion=""):
        item = (person.pk, about or uuid.uuid4(), occasion)
        self.due[kind].add(item)
        return item

    def rule(self, kind):
        def due(now, people):
            return [Due(*row) for row in sorted(self.due[kind]) if people is None or row[0] in people]

        return Rule(f"Kind {kind}", frozenset({Role.FACILITATOR}), due)


@pytest.fixture
def rows(monkeypatch):
    """In place of what the apps remind of. Their mails borrow the words of notices that there are."""
    only = rules.Registry("what these tests remind of")
    kept = Rows()
    for kind in KINDS:
        assert handlers.get(f"mail:{kind}")
        only.register(kind, kept.rule(kind))
    monkeypatch.setattr(rules, "reminders", only)
    monkeypatch.setattr("delivery.reminders.views.reminders", only)
    monkeypatch.setattr("delivery.reminders.exports.reminders", only)
    return kept
