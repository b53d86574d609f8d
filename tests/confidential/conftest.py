"""A log of Anna's to write in."""

import pytest

from confidential.registry import SealedPolicy, sealed_models
from supervision.models import SessionLog
from tests.factories import held_session


@pytest.fixture
def policy(monkeypatch):
    """This app's own rule for logs while it is tested: Sam may read, and a draft may be written."""
    rule = SealedPolicy(
        may_open=lambda viewer, record, now: viewer.first_name == "Sam",
        may_write=lambda writer, record: record.state == "draft",
        editor_url=lambda record: f"/logs/{record.pk}/",
        labels={"went_well": "What went well?", "hard": "What was hard?"},
    )
    monkeypatch.setitem(sealed_models._answers, "supervision.SessionLog", rule)
    return rule


@pytest.fixture
def log(cast, policy):
    session = held_session(cast, cast.alder, cast.anna, cast.ben)
    return SessionLog.objects.create(
        programme=cast.thames, session=session, owner=cast.anna, started_at=cast.now, state_changed_at=cast.now
    )
