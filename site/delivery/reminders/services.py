"""At most one mail a day and person, at an hour they chose, about what is still due and was not told before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delivery.mail import Notice, notices, send_notice
from delivery.models import MAILS, TOLD, Effect
from delivery.reminders.hearers import Hearer, hearers
from delivery.reminders.models import ReminderSettings
from delivery.reminders.rules import Thing, things_due

KIND = f"{MAILS}reminders"
# One statement names so many keys.
AT_ONCE = 500


def remind(now: datetime) -> None:
    """Write the mails that may leave now. What cannot be told now is found again at the next turn."""
    untold = _untold(now)
    for person, hearer in (hearers(untold, now) if untold else {}).items():
        wanted = [thing for thing in untold[person] if thing.name not in hearer.off]
        if wanted and hearer.is_awake(now):
            _write_mail(hearer, wanted, now)


def _untold(now: datetime) -> dict[UUID, list[Thing]]:
    """Person -> what is due for them, and was not told."""
    due = things_due(now)
    told = _told_among(thing.key for thing in due)
    untold: dict[UUID, list[Thing]] = defaultdict(list)
    for thing in due:
        if thing.key not in told:
            untold[thing.due.person].append(thing)
    return untold


def _told_among(keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in _batches(keys):
        found.update(Effect.objects.filter(key__in=batch).values_list("key", flat=True))
    return found


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


@transaction.atomic
def _write_mail(hearer: Hearer, things: list[Thing], now: datetime) -> None:
    """The mail of this day, with a row for each thing that it tells. Nothing where the day has had its mail."""
    person, today = hearer.person, hearer.today(now)
    facts = {"kind": KIND, "object_id": person.pk, "recipient": person, "created_at": now, "next_at": now}
    mail, is_first = Effect.objects.get_or_create(key=f"{KIND}:{person.pk}:{today}", defaults=facts)
    if is_first:
        Effect.objects.bulk_create(_told(thing, mail, now) for thing in things)


def _told(thing: Thing, mail: Effect, now: datetime) -> Effect:
    """It is nothing for the worker to take: it only says that this was told, and in which mail."""
    return Effect(
        key=thing.key,
        kind=f"{TOLD}{thing.name}",
        object_id=mail.pk,
        recipient=mail.recipient,
        state=Effect.State.DONE,
        created_at=now,
        next_at=now,
        done_at=now,
    )


def send(mail: Effect, now: datetime) -> None:
    """Send what is still due of it. The rest was not told: should it be due again, the mail of another day tells it."""
    told = Effect.objects.filter(object_id=mail.pk, kind__startswith=TOLD)
    standing = {thing.key: thing.name for thing in _still_to_tell(mail, now)}
    told.exclude(key__in=standing).delete()
    kinds = sorted({standing[key] for key in told.values_list("key", flat=True)})
    if kinds:
        send_notice(mail, _notice_of(kinds), settings_page="reminders:choices")


def _still_to_tell(mail: Effect, now: datetime) -> Iterator[Thing]:
    """Nothing once its day or its hours are over: a mail that was held up never comes at night, nor beside the next."""
    assert mail.recipient is not None
    hearer = hearers([mail.recipient.pk], now).get(mail.recipient.pk)
    if hearer and hearer.is_awake(now) and _day_of(mail) == hearer.today(now):
        yield from (thing for thing in things_due(now, [hearer.person.pk]) if thing.name not in hearer.off)


def _day_of(mail: Effect) -> date:
    return date.fromisoformat(mail.key.rpartition(":")[2])


def _notice_of(kinds: list[str]) -> Notice:
    """The words of the one kind that waits; of several only that they wait."""
    return notices[kinds[0]] if len(kinds) == 1 else SEVERAL


SUBJECT: Promise = _("Some things are waiting for you")
SEVERAL = Notice(SUBJECT, _("Some things are waiting for you."), "pages:my_day")


def forget_told(*, before: datetime, now: datetime) -> int:
    """Delete what was told before then and is not due any more: as long as it is due, its key says that it was told."""
    due = {thing.key for thing in things_due(now)}
    old = Effect.objects.filter(kind__startswith=TOLD, created_at__lt=before).values_list("pk", "key")
    gone = [pk for pk, key in old if key not in due]
    for batch in _batches(gone):
        Effect.objects.filter(pk__in=batch).delete()
    return len(gone)


@transaction.atomic
def choose_reminders(*, person: Any, earliest: int, latest: int, off: Iterable[str]) -> ReminderSettings:
    """Keep what somebody wants to be reminded of, and from which full hour up to which, where they are."""
    chosen, _created = ReminderSettings.objects.select_for_update().get_or_create(person=person)
    chosen.earliest, chosen.latest, chosen.off = earliest, latest, sorted(set(off))
    chosen.save(update_fields=["earliest", "latest", "off"])
    return chosen
