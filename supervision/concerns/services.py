"""Raise a concern, acknowledge it, agree a plan, close it, hand it on; and what happens when nobody answers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import destroy, note, refuse_too_long, seal_frozen
from delivery.mail import notify
from delivery.models import Effect
from delivery.services import enqueue
from foundation.refusals import Refusal
from people.models import Programme, User
from supervision.concerns import permissions
from supervision.concerns.models import (
    CONCERN_MOVES,
    Concern,
    ConcernNote,
    ConcernState,
    KeptFrom,
    OnCall,
    Outcome,
)
from supervision.concerns.routing import route_for, with_whom
from supervision.concerns.targets import due_at
from supervision.logs.screening import refuse_identifiers

UNANSWERED = "concerns:unanswered"
# One sentence for every mail about a concern: that there is one is nobody's business who looks over a shoulder.
NOTICE = "something_waiting"


@dataclass(frozen=True)
class Raising:
    """What somebody says as they raise a concern. `spoken_to` are codes; `done` and `reach` are words."""

    category: str
    urgency: str
    about: str
    spoken_to: Sequence[str]
    done: str
    reach: str


@transaction.atomic
def raise_concern(
    *, by: User, programme: Programme, said: Raising, now: datetime, key: uuid.UUID | None = None
) -> Concern:
    """Write a concern, seal its words and tell those with whom it is. `key` makes the same form sent twice one concern.

    It is kept even when nobody can receive it: the page then says so, and whom to ring.
    """
    key = key or uuid.uuid4()
    if standing := Concern.objects.filter(pk=key, raised_by=by).first():
        return standing
    if not permissions.can_raise(by, programme.pk, now):
        raise Refusal(_("You have no role in this programme now. Ring somebody on the help page instead."))
    words = {"spoken_to": ",".join(said.spoken_to), "done": said.done.strip(), "reach": said.reach.strip()}
    _refuse_words(words)
    route = route_for(by, programme, said.about, now)
    concern = Concern(
        id=key, programme=programme, raised_by=by, raised_at=now, category=said.category, urgency=said.urgency,
        about=said.about, supervisor=route.supervisor, due_at=due_at(said.urgency, now, programme.zone),
    )
    seal_frozen(concern, words, now=now)
    concern.save(force_insert=True)
    KeptFrom.objects.bulk_create([KeptFrom(concern=concern, person=person) for person in route.kept_from])
    note(concern, actor=by, action="raised", owner_id=by.pk, now=now)
    tell_receivers(concern, now)
    enqueue(
        kind=UNANSWERED, object_id=concern.pk, key=f"{UNANSWERED}:{concern.pk}", now=now, not_before=concern.due_at
    )
    return concern


def _refuse_words(words: dict[str, str]) -> None:
    if not words["spoken_to"]:
        raise Refusal(_("Say whom you have spoken to. That you could not reach anyone is an answer."))
    if not words["reach"]:
        raise Refusal(_("Say how and when you can be reached."))
    refuse_too_long(words)
    refuse_identifiers({"done": words["done"]})


def tell_receivers(concern: Concern, now: datetime) -> None:
    """A mail to each with whom it is now, once for each."""
    for person in with_whom(concern, now):
        notify(person, NOTICE, about=concern.pk, now=now)


def _tell_raiser(concern: Concern, now: datetime) -> None:
    notify(concern.raised_by, NOTICE, about=concern.pk, now=now, once=str(concern.state))


@transaction.atomic
def acknowledge_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """`by` has seen it and will act. A second acknowledgement changes nothing."""
    concern = _locked(concern, by, now)
    if concern.state != ConcernState.RAISED:
        return concern
    if concern.is_late(now):
        # What went to the governance lead stays with them, however late the answer.
        concern.escalated_at = concern.due_at
    concern.acknowledged_at, concern.acknowledged_by = now, by
    _move(concern, ConcernState.ACKNOWLEDGED, by, now, "acknowledged_at", "acknowledged_by", "escalated_at")
    return concern


@transaction.atomic
def agree_plan(*, concern: Concern, by: User, words: str, now: datetime) -> Concern:
    """Write down what was agreed by voice. The first plan stands."""
    concern = _locked(concern, by, now)
    if concern.state == ConcernState.PLANNED:
        return concern
    CONCERN_MOVES.check(concern.state, ConcernState.PLANNED)
    if not words.strip():
        raise Refusal(_("Write in a line what you agreed: who does what, by when."))
    _write_note(concern, ConcernNote.Kind.PLAN, by, words, now)
    concern.plan_agreed_at = now
    _move(concern, ConcernState.PLANNED, by, now, "plan_agreed_at")
    return concern


@transaction.atomic
def close_concern(*, concern: Concern, by: User, outcome: str, words: str = "", now: datetime) -> Concern:
    """Say what came of it. It is kept; closing it twice changes nothing."""
    concern = _locked(concern, by, now)
    if concern.state == ConcernState.CLOSED:
        return concern
    CONCERN_MOVES.check(concern.state, ConcernState.CLOSED)
    if outcome not in Outcome.values:
        raise Refusal(_("Choose what came of it."))
    if words.strip():
        _write_note(concern, ConcernNote.Kind.CLOSING, by, words, now)
    concern.outcome, concern.closed_at = outcome, now
    _move(concern, ConcernState.CLOSED, by, now, "outcome", "closed_at")
    return concern


@transaction.atomic
def hand_on(*, concern: Concern, by: User, now: datetime) -> Concern:
    """Let the governance lead see it and act on it too. Twice is once."""
    concern = _locked(concern, by, now)
    if concern.handed_on_at is not None or concern.supervisor_id is None:
        return concern
    if concern.state == ConcernState.CLOSED:
        raise Refusal(_("It is closed. Raise a new concern if something has come up again."))
    concern.handed_on_at = now
    before = {person.pk for person in with_whom(Concern.objects.get(pk=concern.pk), now)}
    concern.save(update_fields=["handed_on_at"])
    if not {person.pk for person in with_whom(concern, now)} - before - {by.pk}:
        raise Refusal(_("There is no governance lead to whom this could be handed on. Ring your coordinator."))
    note(concern, actor=by, action="handed_on", owner_id=concern.raised_by_id, now=now)
    tell_receivers(concern, now)
    return concern


@transaction.atomic
def redact_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """Destroy the raiser's words for good, once it is closed. That there was a concern, and when, stays."""
    concern = Concern.objects.select_for_update(of=("self",)).select_related("text").get(pk=concern.pk)
    if concern.redacted_at is not None and by.pk == concern.raised_by_id:
        return concern
    if not permissions.can_redact(by, concern):
        raise Refusal(_("The words are needed until the concern is closed. Then they can be destroyed."))
    destroy(concern, because="its author asked", now=now)
    concern.redacted_at = now
    concern.save(update_fields=["redacted_at"])
    note(concern, actor=by, action="words destroyed", owner_id=by.pk, now=now)
    return concern


@transaction.atomic
def set_on_call(*, programme: Programme, by: User, text: str, now: datetime) -> OnCall:
    """Say whom to ring in this programme, and when somebody answers. Empty: nobody is on call."""
    if not permissions.can_set_on_call(by, programme.pk, now):
        raise Refusal(_("Only a coordinator or the governance lead of this programme says who is on call."))
    row, _made = OnCall.objects.update_or_create(
        programme=programme, defaults={"text": text.strip(), "changed_by": by, "changed_at": now}
    )
    note(row, actor=by, action="set_on_call", owner_id=by.pk, now=now)
    return row


def tell_if_unanswered(effect: Effect, now: datetime) -> None:
    """Its time is over: unless somebody has acknowledged it, it goes to the governance lead, and all are reminded."""
    with transaction.atomic():
        concern = Concern.objects.select_for_update(of=("self",)).select_related(
            "raised_by", "supervisor", "programme"
        ).get(pk=effect.object_id)
        if concern.state != ConcernState.RAISED:
            return
        if concern.escalated_at is None:
            concern.escalated_at = concern.due_at
            concern.save(update_fields=["escalated_at"])
            note(
                concern, actor=concern.raised_by, action="escalated", owner_id=concern.raised_by_id, now=now,
                reason="nobody acknowledged it in time",
            )
        for person in with_whom(concern, now):
            notify(person, NOTICE, about=concern.pk, now=now, once="unanswered")


def _locked(concern: Concern, by: User, now: datetime) -> Concern:
    """The concern, for somebody with whom it is at this instant."""
    concern = Concern.objects.select_for_update(of=("self",)).select_related(
        "raised_by", "supervisor", "programme"
    ).get(pk=concern.pk)
    if not permissions.can_act(by, concern, now):
        raise Refusal(_("This is not with you any more, so nothing was done."))
    return concern


def _move(concern: Concern, state: ConcernState, by: User, now: datetime, *also: str) -> None:
    CONCERN_MOVES.check(concern.state, state)
    concern.state = state
    concern.save(update_fields=["state", *also])
    note(concern, actor=by, action=state.value, owner_id=concern.raised_by_id, now=now)
    _tell_raiser(concern, now)


def _write_note(concern: Concern, kind: ConcernNote.Kind, by: User, words: str, now: datetime) -> None:
    parts = {"words": words.strip()}
    refuse_too_long(parts)
    refuse_identifiers(parts)
    written = ConcernNote(concern=concern, kind=kind, author=by, at=now)
    seal_frozen(written, parts, now=now)
    written.save(force_insert=True)
