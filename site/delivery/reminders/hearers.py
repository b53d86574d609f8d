"""Whom a reminder can reach: where they are, the hours at which they want to hear, and what they do not want."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone

from delivery.reminders.models import EARLIEST, LATEST, ReminderSettings
from foundation.days import local_day, zone_named
from foundation.registry import Registry

Zones = Callable[[Iterable[UUID], datetime], Mapping[UUID, str]]
# Person -> the name of their time zone. Who is in none of the answers is where the site is.
zones: Registry[Zones] = Registry("where people are")


@dataclass(frozen=True)
class Hearer:
    person: Any
    zone: str
    earliest: int = EARLIEST
    latest: int = LATEST
    off: frozenset[str] = frozenset()

    def is_awake(self, now: datetime) -> bool:
        """Whether this is an hour at which they want to hear."""
        return self.earliest <= timezone.localtime(now, zone_named(self.zone)).hour < self.latest

    def today(self, now: datetime) -> date:
        return local_day(now, self.zone)


def hearers(people: Iterable[UUID], now: datetime) -> dict[UUID, Hearer]:
    """Those of them whose account is open. Three queries, however many they are."""
    wanted = list(people)
    active = get_user_model().objects.filter(pk__in=wanted, is_active=True)
    settings_of = {row.person_id: row for row in ReminderSettings.objects.filter(person__in=wanted)}
    where = {person: zone for _name, zones_of in zones for person, zone in zones_of(wanted, now).items()}
    return {person.pk: _hearer(person, where.get(person.pk, ""), settings_of.get(person.pk)) for person in active}


def _hearer(person: Any, zone: str, chosen: ReminderSettings | None) -> Hearer:
    if chosen is None:
        return Hearer(person, zone)
    return Hearer(person, zone, chosen.earliest, chosen.latest, frozenset(chosen.off))
