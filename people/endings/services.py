"""End something: decided before, told after. What must happen at an instant that lies ahead, the worker does then."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from delivery.models import Effect
from delivery.services import enqueue
from foundation.refusals import Refusal
from foundation.seen import unseen
from people.endings.models import Ending, Told
from people.endings.queries import everything_in, hanging_on
from people.endings.registry import Occasion, Telling, Words, decided_ahead, kinds
from people.holds.queries import on_hold_among
from people.models import User

DUE = "endings:due"
NOTICE = "something_ended"
LONGEST_WORDS = 400


@transaction.atomic
def end(*, occasion: Occasion, choices: Mapping[str, str] | None = None) -> Ending | None:
    """End `occasion.subject` at `occasion.at`, and deal with what hangs on it as `choices` say, else by default.

    An instant that lies ahead is decided now and carried out then; deciding again replaces what was decided. None when
    it has ended by then already. Raises Refusal.
    """
    kind = kinds[occasion.event]
    occasion = kind.locked(occasion)
    ended = kind.ended_at(occasion)
    if ended is not None and ended <= occasion.now:
        return None
    kind.refuse(occasion)
    ending = _decide(occasion, choices or {})
    kind.decide(occasion)
    if occasion.at <= occasion.now:
        _take_effect(ending, occasion)
    else:
        key = f"{DUE}:{ending.pk}:{occasion.at.isoformat()}"
        enqueue(kind=DUE, object_id=ending.pk, key=key, now=occasion.now, not_before=occasion.at)
        parts = everything_in(occasion)
        _tell(ending, [telling for part in parts for telling in kinds[part.event].announces(part)], occasion.now)
    return ending


def _decide(occasion: Occasion, choices: Mapping[str, str]) -> Ending:
    decided = {
        "by": occasion.by,
        "successor": occasion.successor,
        "choices": dict(choices),
        "at": occasion.at,
        "decided_at": occasion.now,
        "programme": occasion.programme,
    }
    subject_id = occasion.subject.pk
    ending = Ending.objects.ahead().select_for_update().of(occasion.event, occasion.programme, subject_id).first()
    if unseen(occasion.seen, *decided_ahead(ending)) and not _is_decided(ending, decided):
        raise Refusal(_meanwhile(ending))
    ending = ending or Ending(event=occasion.event, subject_id=subject_id)
    for name, value in decided.items():
        setattr(ending, name, value)
    ending.save()
    return ending


def _is_decided(ending: Ending | None, decided: Mapping[str, object]) -> bool:
    """A second click."""
    return ending is not None and all(getattr(ending, name) == decided[name] for name in ("by", "at", "choices"))


def _meanwhile(ending: Ending | None) -> Words:
    if ending is None:
        return _(
            "The earlier decision was called off since you opened this page. Check it, then press the button again."
        )
    return _(
        "%(name)s decided this since you opened the page: it happens at the end of %(day)s. What "
        "you chose is still in the form. Press the button again to replace their decision."
    ) % {
        "name": ending.by.name if ending.by else _("The people who run this site"),
        "day": ending.last_day,
    }


def carry_out_when_due(effect: Effect, now: datetime) -> None:
    """The worker's part, at the instant of an ending that lay ahead. Twice is once; called off is never."""
    with transaction.atomic():
        ending = Ending.objects.ahead().select_for_update().filter(pk=effect.object_id, at__lte=now).first()
        if ending:
            kind = kinds[ending.event]
            occasion = kind.locked(kind.again(ending, now))
            ended = kind.ended_at(occasion)
            # What has ended before, by another event, is not ended again.
            _take_effect(ending, occasion, again=ended is not None and ended < ending.at)


def _take_effect(ending: Ending, occasion: Occasion, *, again: bool = False) -> None:
    parts = [] if again else everything_in(occasion)
    found = [] if again else hanging_on(occasion)
    for part in parts:
        kinds[part.event].carry_out(part)
    tellings = [telling for part in parts for telling in kinds[part.event].tells(part)]
    for item in found:
        choice = item.chosen(ending.choices)
        choice.carry_out()
        tellings += choice.tells
    ending.done_at = occasion.now
    ending.save(update_fields=["done_at"])
    _tell(ending, tellings, occasion.now)


def _tell(ending: Ending, tellings: Iterable[Telling], now: datetime) -> None:
    """A sentence on My day for each, and one mail to each person for all of it."""
    for telling in tellings:
        words = str(telling.words)[:LONGEST_WORDS]
        Told.objects.get_or_create(
            ending=ending, person=telling.person, words=words, defaults={"path": telling.path, "at": now}
        )
        if telling.mail:
            notify(telling.person, NOTICE, about=ending.pk, now=now, once=now.isoformat())


@transaction.atomic
def call_off(*, occasion: Occasion) -> None:
    """Let go on what was to end on a day ahead. Twice is once. Raises Refusal once that day has come."""
    kind, now = kinds[occasion.event], occasion.now
    occasion = kind.locked(occasion)
    kind.refuse(occasion)
    ahead = Ending.objects.ahead().select_for_update()
    ending = ahead.of(occasion.event, occasion.programme, occasion.subject.pk).first()
    if ending is None:
        return
    if ending.at <= now:
        raise Refusal(_("Its day has come, so it is happening now. Check the page again in a minute."))
    kind.take_back(occasion)
    ending.called_off_at = now
    ending.save(update_fields=["called_off_at"])
    _tell(ending, _that_it_goes_on(ending), now)


def _that_it_goes_on(ending: Ending) -> list[Telling]:
    told = Told.objects.filter(ending=ending).select_related("person")
    words = _("What was going to end after %(day)s now continues.") % {"day": ending.last_day}
    return [Telling(person, words) for person in {telling.person for telling in told}]


@transaction.atomic
def put_away(*, person: User, now: datetime) -> None:
    """`person` has seen what they were told: all but what is held."""
    told = Told.objects.filter(person=person, seen_at=None)
    told.exclude(pk__in=on_hold_among(told, now)).update(seen_at=now)
