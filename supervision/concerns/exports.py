"""The parts of "my data" about concerns: those one raised, and what one wrote about them."""

from datetime import datetime
from typing import Any

from confidential.services import open_all
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.concerns.models import Concern, ConcernNote


@part
def export(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": the concerns that `user` raised."""
    raised = Concern.objects.filter(raised_by=user).select_related("text").order_by("raised_at", "pk")
    yield (raised,)
    words = open_all(raised, viewer=user, now=now)
    return [
        {
            "raised_at": stamp(concern.raised_at),
            "written_at": stamp(concern.written_at),
            "category": concern.category,
            "urgency": concern.urgency,
            "about": concern.about,
            "state": concern.state,
            "acknowledged_at": stamp(concern.acknowledged_at),
            "look_again_on": concern.look_again_on.isoformat() if concern.look_again_on else None,
            "closed_at": stamp(concern.closed_at),
            "outcome": concern.outcome,
            "words": dict(words[concern.pk]),
        }
        for concern in raised
    ]


@part
def export_notes(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": what `user` wrote about concerns of others."""
    notes = ConcernNote.objects.filter(author=user).select_related("text").order_by("at", "pk")
    yield (notes,)
    words = open_all(notes, viewer=user, now=now)
    return [
        {
            "at": stamp(note.at),
            "kind": note.kind,
            "outcome": note.outcome,
            "look_again_on": note.look_again_on.isoformat() if note.look_again_on else None,
            "words": words[note.pk].get("words", ""),
        }
        for note in notes
    ]
