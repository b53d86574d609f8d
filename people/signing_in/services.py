"""Counting tries. A try is counted before it is made, so that many at one instant do not slip through together; one
that succeeds is given back, so that those who know their password use up nothing."""

import json
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.crypto import salted_hmac

from people.models import User
from people.signing_in.limits import ATTEMPT_KINDS, AttemptKind, Limit
from people.signing_in.models import Tally
from people.signing_in.places import Place
from people.signing_in.words import TooManyTries


@dataclass(frozen=True)
class Attempt:
    """`account` is what was tried: the address as typed, known or not, or who gives a code."""

    kind: AttemptKind
    account: str
    place: Place

    @property
    def limits(self) -> dict[str, Limit]:
        """What it counts towards, by key."""
        counted = {_key(self.kind, "here", self.account, self.place.name): self.kind.here}
        if self.place.is_own:
            counted[_key(self.kind, "own", self.account, self.place.name)] = self.kind.own_browser
        else:
            counted[_key(self.kind, "anywhere", self.account)] = self.kind.anywhere
        return counted

    @property
    def by_network(self) -> tuple[str, str, Limit] | None:
        """The key of how many accounts, the key of this one among them, and how many may be."""
        if self.place.is_own or self.kind.accounts is None:
            return None
        accounts = _key(self.kind, "accounts", self.place.name)
        return accounts, _key(self.kind, "among", self.account, self.place.name), self.kind.accounts


@transaction.atomic
def take(*, kind: AttemptKind, account: str, place: Place, now: datetime) -> Attempt:
    """Count a try that is about to be made. Raises TooManyTries, and counts nothing, where one limit is reached."""
    attempt = Attempt(kind, account, place)
    rows = _locked_tallies(attempt, now)
    full = [rows[key].ends_at for key, limit in attempt.limits.items() if rows[key].reaches(limit)]
    if attempt.by_network:
        accounts, among, limit = attempt.by_network
        if not rows[among].count and rows[accounts].reaches(limit):
            full.append(rows[accounts].ends_at)
    if full:
        raise TooManyTries(kind, until=max(full), now=now)
    _count(attempt, rows, now)
    return attempt


def _count(attempt: Attempt, rows: dict[str, Tally], now: datetime) -> None:
    for key, limit in attempt.limits.items():
        rows[key].add(limit, now)
    if attempt.by_network:
        accounts, among, limit = attempt.by_network
        if not rows[among].count:
            rows[accounts].add(limit, now)
            rows[among].count, rows[among].ends_at = 1, rows[accounts].ends_at
    _save(rows)


@transaction.atomic
def give_back(attempt: Attempt, *, now: datetime) -> None:
    """It succeeded. Here the count begins anew; elsewhere the tries of others stay counted."""
    rows = _locked_tallies(attempt, now)
    for key in attempt.limits:
        rows[key].take_away()
    rows[_key(attempt.kind, "here", attempt.account, attempt.place.name)].count = 0
    if attempt.by_network:
        accounts, among, _limit = attempt.by_network
        if rows[among].count:
            rows[among].count = 0
            rows[accounts].take_away()
    _save(rows)


def lift(*, person: User) -> None:
    """They have a new password: what was tried against the old one no longer counts."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    accounts = {of_address(address) for address in addresses} | {str(person.pk)}
    keys = [_key(kind, "anywhere", account) for kind in ATTEMPT_KINDS for account in accounts]
    Tally.objects.filter(key__in=keys).delete()


def forget_ended(*, before: datetime) -> int:
    """Deletes the counts that are over."""
    return Tally.objects.filter(ends_at__lte=before).delete()[0]


def of_address(address: str) -> str:
    """As allauth looks it up. An address of no account counts just the same, so a refusal says nothing about it."""
    return address.strip().lower()


def _locked_tallies(attempt: Attempt, now: datetime) -> dict[str, Tally]:
    """The rows, made where they are missing, and nobody else's until the transaction ends. Always in one order, so that
    two never wait for each other; asked again should `tidy` delete one in between."""
    keys = sorted([*attempt.limits, *(attempt.by_network or ())[:2]])
    rows: dict[str, Tally] = {}
    while len(rows) < len(keys):
        Tally.objects.bulk_create([Tally(key=key, ends_at=now) for key in keys], ignore_conflicts=True)
        rows = {row.key: row for row in Tally.objects.select_for_update().filter(key__in=keys).order_by("key")}
    for row in rows.values():
        if row.ends_at <= now:
            row.count = 0
    return rows


def _save(rows: dict[str, Tally]) -> None:
    Tally.objects.bulk_update(rows.values(), ["count", "ends_at"])


def _key(kind: AttemptKind, *what: str) -> str:
    return salted_hmac("people.signing_in", json.dumps([kind.name, *what]), algorithm="sha256").hexdigest()
