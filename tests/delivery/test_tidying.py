"""What is settled is forgotten after 90 days; what waits never is."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from delivery.models import Effect
from delivery.services import enqueue

State = Effect.State


def effect(key: str, state: str, days_ago: int) -> None:
    then = timezone.now() - timedelta(days=days_ago)
    enqueue(kind="mail:authorised", object_id=uuid.uuid4(), key=key, now=then)
    Effect.objects.filter(key=key).update(state=state)


def tidy() -> str:
    out = StringIO()
    call_command("tidy", stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("state", "days_ago", "stays"),
    [
        (State.DONE, 91, False),
        (State.DONE, 89, True),
        (State.DEAD, 91, False),
        (State.DEAD, 89, True),
        (State.PENDING, 400, True),
    ],
)
def test_only_what_was_settled_long_ago_goes(db, state, days_ago, stays):
    effect("one", state, days_ago)
    assert tidy() == (
        f"{0 if stays else 1} effects that were settled 90 days ago and more are deleted, and 0 invitations that ended"
        " as long ago without anybody coming; and what stood in 0 boxes until they were emptied 30 days ago."
    )
    assert Effect.objects.exists() is stays


def test_sessions_that_have_ended_go(db):
    for seconds in (-1, 3600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    tidy()
    assert Session.objects.count() == 1
