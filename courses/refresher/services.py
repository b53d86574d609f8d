"""Confirming a refresher, and stopping its clock. A lapse takes nothing from anybody: people decide what follows."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.refresher.models import Refresher, RefresherPause
from courses.refresher.queries import standing_of
from foundation.refusals import Refusal
from people.models import User
from people.services import lock_person

NOT_YET = _("The refresher is for facilitators who are authorised. You will find it here once you are.")


@transaction.atomic
def confirm_refresher(*, person: User, said_to: User | None, said_on: date, now: datetime) -> Refresher:
    """Note that somebody has read the module again, and said it aloud to `said_to` on a day that is not ahead.

    Twice for a day is once. Raises Refusal for who has no refresher to do, and for a day before the last one.
    """
    lock_person(person)
    existing: Refresher | None = Refresher.objects.filter(person=person, said_on=said_on).first()
    if existing:
        return existing
    standing = standing_of(person, now)
    if standing is None:
        raise Refusal(NOT_YET)
    if not standing.since <= said_on <= standing.today:
        raise Refusal(_("Choose the day on which you said it: today, or a day since you last did this."))
    return Refresher.objects.create(person=person, said_to=said_to, said_on=said_on, confirmed_at=now)


@transaction.atomic
def pause_refresher(*, person: User, first_day: date, last_day: date | None, now: datetime) -> RefresherPause:
    """Stop the clock from a day on, up to another or until they say. The same twice is once."""
    lock_person(person)
    same: RefresherPause | None = RefresherPause.objects.filter(
        person=person, first_day=first_day, last_day=last_day
    ).first()
    if same:
        return same
    if last_day is None and RefresherPause.objects.filter(person=person, last_day=None).exists():
        raise Refusal(_("The clock is stopped already. First say when that time away ended."))
    return RefresherPause.objects.create(person=person, first_day=first_day, last_day=last_day, noted_at=now)


@transaction.atomic
def end_pause(*, pause: RefresherPause, last_day: date) -> None:
    """The clock goes on after this day. One that would end before it began is taken away, as never needed."""
    locked = RefresherPause.objects.select_for_update().filter(pk=pause.pk).first()
    if locked is None or locked.last_day:
        return
    if last_day < locked.first_day:
        locked.delete()
        return
    locked.last_day = last_day
    locked.save(update_fields=["last_day"])
