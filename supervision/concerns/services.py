"""Raise a concern, acknowledge it, agree plans, add notes, close it, open it again, hand it on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.identifiers import screen
from confidential.services import destroy, note, open_sealed, refuse_too_long, seal_frozen
from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import Refusal
from people.models import Programme, User
from supervision.concerns import permissions
from supervision.concerns.deeds import ConcernDeed
from supervision.concerns.escalation import (
    NOTICE,
    TIMES,
    follow_up,
    give_it_time,
    keep_what_went_further,
    stop_its_time,
    tell_receivers,
)
from supervision.concerns.models import (
    AT_ONCE,
    CONCERN_MOVES,
    Concern,
    ConcernNote,
    ConcernState,
    ExcludedPerson,
    Outcome,
    Urgency,
)
from supervision.concerns.routing import route_for, with_whom
from supervision.screening import public_numbers, refuse_identifiers, refuse_marked

# What somebody ticks who could reach nobody: it has consequences, and goes with no other answer.
NOBODY = "nobody"
WHICH_IS_RIGHT = _("You ticked someone, and also that you could not reach anyone. Untick the one that is wrong.")
# A plan is looked at again within this time.
FURTHEST_LOOK = timedelta(days=62)


@dataclass(frozen=True)
class Raising:
    """What somebody says of a concern. `spoken_to` are codes; `done` and `reach` are words."""

    category: str
    urgency: str
    about: str
    spoken_to: Sequence[str]
    done: str
    reach: str
    # Its writer keeps the words that are marked.
    weighed: bool = False


@transaction.atomic
def raise_alarm(
    *, by: User, programme: Programme, urgency: str, about: str, now: datetime, key: uuid.UUID | None = None
) -> Concern:
    """Somebody may be at risk now: tell everybody who would read it, at this press and before any words.

    `write_concern` adds the words. `key` makes the same form sent twice one concern. It is kept even when nobody can
    receive it: the page then says so, and whom to ring.
    """
    key = key or uuid.uuid4()
    if standing := Concern.objects.filter(pk=key, raised_by=by).first():
        return standing
    if urgency not in AT_ONCE:
        raise Refusal(_("Write what it is about first: only “now” is told without words."))
    return _raised(by, programme, urgency, about, now, key)


@transaction.atomic
def raise_concern(
    *, by: User, programme: Programme, said: Raising, now: datetime, key: uuid.UUID | None = None
) -> Concern:
    """Write a concern, seal its words, tell those with whom it is. `key` makes the same form sent twice one concern."""
    key = key or uuid.uuid4()
    if standing := Concern.objects.filter(pk=key, raised_by=by).first():
        return standing
    _refuse_words(said)
    concern = _raised(by, programme, said.urgency, said.about, now, key)
    return _write(concern, said, now)


def _raised(by: User, programme: Programme, urgency: str, about: str, now: datetime, key: uuid.UUID) -> Concern:
    if not permissions.can_raise(by, programme.pk, now):
        raise Refusal(_("You have no role in this programme now. Ring one of the numbers on the help page instead."))
    route = route_for(by, programme, about, now)
    concern = Concern(
        id=key,
        programme=programme,
        raised_by=by,
        raised_at=now,
        urgency=Urgency(urgency),
        about=about,
        supervisor=route.supervisor,
    )
    give_it_time(concern, now)
    concern.save(force_insert=True)
    ExcludedPerson.objects.bulk_create([ExcludedPerson(concern=concern, person=person) for person in route.excluded])
    note(concern, actor=by, deed=ConcernDeed.RAISED, owner_id=by.pk, now=now)
    tell_receivers(concern, now)
    follow_up(concern, now)
    return concern


@transaction.atomic
def write_concern(*, concern: Concern, by: User, said: Raising, now: datetime) -> Concern:
    """The words of one that was told before them. Words that come a second time are added as a note."""
    concern = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("raised_by", "supervisor", "programme", "text")
        .get(pk=concern.pk, raised_by=by)
    )
    _refuse_words(said)
    if concern.written_at is None:
        return _write(concern, said, now)
    words = _parts(said)
    if open_sealed(concern, viewer=by, now=now) != words:
        _write_note(concern, ConcernNote.Kind.NOTE, by, "\n".join(filter(None, (words["done"], words["reach"]))), now)
    return concern


def _write(concern: Concern, said: Raising, now: datetime) -> Concern:
    """Seal the words; if nobody could be reached, the governance lead and the deputy have it from now on."""
    seal_frozen(concern, _parts(said), now=now)
    concern.category, concern.written_at = said.category, now
    if NOBODY in said.spoken_to and (concern.deputy_at is None or concern.deputy_at > now):
        concern.deputy_at = now
    concern.save(update_fields=["text", "category", "written_at", "deputy_at"])
    tell_receivers(concern, now)
    return concern


def _parts(said: Raising) -> dict[str, str]:
    return {"spoken_to": ",".join(said.spoken_to), "done": said.done.strip(), "reach": said.reach.strip()}


def _refuse_words(said: Raising) -> None:
    if not said.spoken_to:
        raise Refusal(_("Tick who you have spoken to. If you could not reach anyone, tick that."))
    if NOBODY in said.spoken_to and len(said.spoken_to) > 1:
        raise Refusal(WHICH_IS_RIGHT)
    if not said.reach.strip():
        raise Refusal(_("Write your phone number and when you can speak."))
    refuse_too_long(_parts(said))
    refuse_marked(screen({"done": said.done}, {}, public_numbers()), weighed=said.weighed)


def _tell_raiser(concern: Concern, now: datetime, *, once: str) -> None:
    notify(concern.raised_by, NOTICE, about=concern.pk, now=now, once=once)


@transaction.atomic
def acknowledge_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """`by` has seen it and will act. A second acknowledgement changes nothing."""
    concern = _locked(concern, by, now)
    if concern.state != ConcernState.RAISED:
        return concern
    concern.acknowledged_at, concern.acknowledged_by = now, by
    _move(concern, ConcernState.ACKNOWLEDGED, by, now, "acknowledged_at", "acknowledged_by")
    return concern


@transaction.atomic
def agree_plan(
    *, concern: Concern, by: User, words: str, look_again_on: date, seen: int | None = None, now: datetime
) -> Concern:
    """Write down what was agreed by voice, beside what was agreed before, and the day on which it is looked at again.

    `seen` is how many plans the writer knew. Where another was written meanwhile the earlier of the days holds.
    The same words for the same day sent twice are one plan.
    """
    concern = _locked(concern, by, now)
    if concern.state != ConcernState.PLANNED:
        CONCERN_MOVES.check(concern.state, ConcernState.PLANNED)
    if not words.strip():
        raise Refusal(_("Write in a line what you agreed: who does what, by when."))
    _refuse_day(look_again_on, concern, now)
    agreed, plans = concern.look_again_on, concern.notes.filter(kind=ConcernNote.Kind.PLAN).count()
    if (
        concern.state == ConcernState.PLANNED
        and agreed == look_again_on
        and _is_written(concern, ConcernNote.Kind.PLAN, by, words, now)
    ):
        return concern
    _write_note(concern, ConcernNote.Kind.PLAN, by, words, now, look_again_on=look_again_on)
    unseen = seen is not None and seen < plans
    concern.look_again_on = min(look_again_on, agreed) if agreed and unseen else look_again_on
    concern.plan_agreed_at = now
    _move(concern, ConcernState.PLANNED, by, now, "plan_agreed_at", "look_again_on")
    return concern


def _refuse_day(day: date, concern: Concern, now: datetime) -> None:
    today = local_day(now, concern.programme.zone)
    if day < today:
        raise Refusal(_("This day has passed. Choose a later day to look at it again."))
    if day > today + FURTHEST_LOOK:
        raise Refusal(_("This is too far ahead. Look at it again within two months; you can agree a new day then."))


def _is_written(concern: Concern, kind: ConcernNote.Kind, by: User, words: str, now: datetime) -> bool:
    """A second click: `by` has written these words already."""
    notes = concern.notes.filter(kind=kind, author=by).select_related("text")
    return any(open_sealed(note, viewer=by, now=now).get("words", "") == words.strip() for note in notes)


@transaction.atomic
def add_note(*, concern: Concern, by: User, words: str, now: datetime) -> Concern:
    """Something more, from those with whom it is or from whoever raised it; also once it is closed."""
    concern = _locked(concern, by, now, also_raiser=True)
    if not words.strip():
        raise Refusal(_("Write what you would like to add."))
    if _is_written(concern, ConcernNote.Kind.NOTE, by, words, now):
        return concern
    written = _write_note(concern, ConcernNote.Kind.NOTE, by, words, now)
    note(concern, actor=by, deed=ConcernDeed.ADDED, owner_id=concern.raised_by_id, now=now)
    for person in {*with_whom(concern, now), concern.raised_by} - {by}:
        notify(person, NOTICE, about=concern.pk, now=now, once=f"note:{written.pk}")
    return concern


@transaction.atomic
def close_concern(*, concern: Concern, by: User, outcome: str, words: str = "", now: datetime) -> Concern:
    """Say what came of it. It is kept. Closed twice, the first outcome holds; further words are added as a note."""
    concern = _locked(concern, by, now)
    if outcome not in Outcome.values:
        raise Refusal(_("Choose the outcome."))
    if concern.state == ConcernState.CLOSED:
        if words.strip() and not _is_written(concern, ConcernNote.Kind.CLOSING, by, words, now):
            add_note(concern=concern, by=by, words=words, now=now)
        return concern
    CONCERN_MOVES.check(concern.state, ConcernState.CLOSED)
    _write_note(concern, ConcernNote.Kind.CLOSING, by, words, now, outcome=outcome)
    concern.outcome, concern.closed_at = outcome, now
    _move(concern, ConcernState.CLOSED, by, now, "outcome", "closed_at")
    return concern


@transaction.atomic
def reopen_concern(*, concern: Concern, by: User, words: str, now: datetime) -> Concern:
    """Open it again, and say why. Whoever raised it waits for an acknowledgement again; anybody else has it then.

    How it was closed before stays among its notes. Where it is open already, the words are added as a note.
    """
    concern = _locked(concern, by, now, also_raiser=True)
    if not words.strip():
        raise Refusal(_("Write in a line why you are opening it again."))
    if concern.state != ConcernState.CLOSED:
        if not _is_written(concern, ConcernNote.Kind.REOPENED, by, words, now):
            add_note(concern=concern, by=by, words=words, now=now)
        return concern
    _write_note(concern, ConcernNote.Kind.REOPENED, by, words, now)
    concern.outcome, concern.closed_at = "", None
    if by.pk == concern.raised_by_id:
        _move(concern, ConcernState.RAISED, by, now, "outcome", "closed_at", deed=ConcernDeed.REOPENED)
    else:
        concern.acknowledged_at, concern.acknowledged_by = now, by
        fields = ("outcome", "closed_at", "acknowledged_at", "acknowledged_by")
        _move(concern, ConcernState.ACKNOWLEDGED, by, now, *fields, deed=ConcernDeed.REOPENED)
    tell_receivers(concern, now, once=f"reopened:{now.isoformat()}")
    return concern


@transaction.atomic
def hand_on(*, concern: Concern, by: User, now: datetime) -> Concern:
    """Let the governance lead, or where none can have it the deputy, see it and act on it too. Twice is once."""
    concern = _locked(concern, by, now)
    if concern.handed_on_at is not None or concern.supervisor_id is None:
        return concern
    if concern.state == ConcernState.CLOSED:
        raise Refusal(_("This concern is closed. If something has come up again, raise a new one."))
    concern.handed_on_at = now
    before = {person.pk for person in with_whom(Concern.objects.get(pk=concern.pk), now)}
    concern.save(update_fields=["handed_on_at"])
    if not {person.pk for person in with_whom(concern, now)} - before - {by.pk}:
        raise Refusal(_("Your programme has no governance lead or deputy to hand this on to. Ring your coordinator."))
    note(concern, actor=by, deed=ConcernDeed.HANDED_ON, owner_id=concern.raised_by_id, now=now)
    tell_receivers(concern, now)
    return concern


@transaction.atomic
def redact_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """Destroy the raiser's words for good, once it is closed. That there was a concern, and when, stays."""
    concern = Concern.objects.select_for_update(of=("self",)).select_related("text").get(pk=concern.pk)
    if concern.redacted_at is not None and by.pk == concern.raised_by_id:
        return concern
    if not permissions.can_redact(by, concern):
        raise Refusal(_("The words are needed until the concern is closed. You can delete them then."))
    destroy(concern, because="its author asked", now=now)
    concern.redacted_at = now
    concern.save(update_fields=["redacted_at"])
    note(concern, actor=by, deed=ConcernDeed.WORDS_DESTROYED, owner_id=by.pk, now=now)
    return concern


def _locked(concern: Concern, by: User, now: datetime, *, also_raiser: bool = False) -> Concern:
    """The concern, for somebody with whom it is at this instant, or for whoever raised it."""
    concern = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("raised_by", "supervisor", "programme")
        .get(pk=concern.pk)
    )
    if not (also_raiser and by.pk == concern.raised_by_id) and not permissions.can_act(by, concern, now):
        raise Refusal(_("This is no longer with you, so nothing has changed. Go to My day to see what is with you."))
    return concern


def _move(
    concern: Concern, state: ConcernState, by: User, now: datetime, *also: str, deed: ConcernDeed | None = None
) -> None:
    """To `state`, where it may be already, with the time that it has from now on; and tell whoever raised it."""
    if concern.state != state:
        CONCERN_MOVES.check(concern.state, state)
    keep_what_went_further(concern, now)
    concern.state = state
    (stop_its_time if state == ConcernState.CLOSED else give_it_time)(concern, now)
    concern.save(update_fields=["state", *TIMES, *also])
    note(concern, actor=by, deed=deed or ConcernDeed(state.value), owner_id=concern.raised_by_id, now=now)
    follow_up(concern, now)
    if by.pk != concern.raised_by_id:
        _tell_raiser(concern, now, once=f"{state}:{now.isoformat()}")


def _write_note(
    concern: Concern, kind: ConcernNote.Kind, by: User, words: str, now: datetime, **facts: date | str
) -> ConcernNote:
    parts = {"words": words.strip()}
    refuse_too_long(parts)
    refuse_identifiers(parts)
    written = ConcernNote(concern=concern, kind=kind, author=by, at=now, **facts)
    if parts["words"]:
        seal_frozen(written, parts, now=now)
    written.save(force_insert=True)
    return written
