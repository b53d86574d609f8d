"""Asking for pairs, matching them as an effect, accepting a row and taking that back, setting up its group."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.models import Effect
from delivery.services import enqueue
from foundation.days import local_day
from foundation.refusals import Refusal
from groups.models import PeerGroup
from groups.pairing.facts import pool_of, waiting_in
from groups.pairing.fitting import fit
from groups.pairing.matching import Pair, best_pairs
from groups.pairing.models import Pairing, PairingRow
from groups.pairs.services import found_group, place_in_pair
from people.models import Programme, User
from people.services import refuse_unless_coordinator

EFFECT = "groups.pairing"
NO_LONGER = _("These two can no longer be paired. Match those who wait again.")


@transaction.atomic
def ask_for_pairs(*, programme: Programme, by: User, starts_on: date, now: datetime) -> Pairing:
    """Have those who wait matched, to begin on a day. What was accepted before stays. Raises Refusal for a past day."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_unless_coordinator(by, programme, now)
    if starts_on < local_day(now, programme.zone):
        raise Refusal(_("Choose today or a later day."))
    asked = {"starts_on": starts_on, "asked_by": by, "asked_at": now}
    pairing, _made = Pairing.objects.update_or_create(programme=programme, defaults=asked)
    return _again(pairing, now)


def _again(pairing: Pairing, now: datetime) -> Pairing:
    pairing.revision += 1
    pairing.save(update_fields=["revision"])
    enqueue(kind=EFFECT, object_id=pairing.pk, key=f"{EFFECT}:{pairing.pk}:{pairing.revision}", now=now)
    return pairing


def match_those_who_wait(effect: Effect, now: datetime) -> None:
    """The effect. Of several that wait the first does it all; an empty one is done."""
    pairing = Pairing.objects.select_related("programme").filter(pk=effect.object_id).first()
    if pairing is None or not pairing.is_under_way:
        return
    kept = {key for row in pairing.rows.accepted() for key in row.people}
    people = [person for person in waiting_in(pairing.programme, now) if person.pk not in kept]
    pairs = best_pairs(pool_of(pairing.programme, people, pairing.starts_on, now))
    _draw(pairing, pairs, now)


@transaction.atomic
def _draw(pairing: Pairing, pairs: Sequence[Pair], now: datetime) -> None:
    """Put these rows in place of those that nobody accepted; not where something was asked or accepted meanwhile."""
    fresh = _locked(pairing)
    if fresh.revision != pairing.revision:
        return
    fresh.rows.open().filter(accepted_at=None).delete()
    PairingRow.objects.bulk_create(
        PairingRow(pairing=fresh, first_id=first, second_id=second) for first, second in pairs
    )
    fresh.matched, fresh.matched_at = fresh.revision, now
    fresh.save(update_fields=["matched", "matched_at"])


@transaction.atomic
def accept_row(*, row: PairingRow, by: User, now: datetime) -> PairingRow:
    """Fix these two, and match the rest again. Twice is once. Raises Refusal where they fit no more."""
    pairing = _locked(row.pairing)
    refuse_unless_coordinator(by, pairing.programme, now)
    fresh = _fresh(row)
    if fresh.accepted_at:
        return fresh
    _refuse_unfit(fresh, pairing, now)
    fresh.accepted_by, fresh.accepted_at = by, now
    fresh.save(update_fields=["accepted_by", "accepted_at"])
    _again(pairing, now)
    return fresh


@transaction.atomic
def release_row(*, row: PairingRow, by: User, now: datetime) -> None:
    """Both wait again, and all are matched anew. Raises Refusal once they have a group."""
    pairing = _locked(row.pairing)
    refuse_unless_coordinator(by, pairing.programme, now)
    fresh = _fresh(row)
    if fresh.group:
        raise Refusal(_("These two have their group already. End a place on the group's page."))
    fresh.accepted_by = fresh.accepted_at = None
    fresh.save(update_fields=["accepted_by", "accepted_at"])
    _again(pairing, now)


@transaction.atomic
def set_up_group(*, row: PairingRow, by: User, code_name: str, now: datetime) -> PeerGroup:
    """A new group for the two of an accepted row, each told of their place. Twice is once."""
    pairing = _locked(row.pairing)
    refuse_unless_coordinator(by, pairing.programme, now)
    fresh = _fresh(row)
    if fresh.group:
        return fresh.group
    if not fresh.accepted_at:
        raise Refusal(_("Accept these two first. Then set up their group."))
    _refuse_unfit(fresh, pairing, now)
    group = found_group(programme=pairing.programme, by=by, code_name=code_name, now=now)
    for person in (fresh.first, fresh.second):
        place_in_pair(group=group, person=person, by=by, now=now)
    fresh.group = group
    fresh.save(update_fields=["group"])
    return group


def _refuse_unfit(row: PairingRow, pairing: Pairing, now: datetime) -> None:
    """Never which of the reasons: one of them is nobody's to hear."""
    people = list(waiting_in(pairing.programme, now).filter(pk__in=row.people))
    pool = pool_of(pairing.programme, people, pairing.starts_on, now)
    if not row.people <= set(pool.people):
        raise Refusal(NO_LONGER)
    first, second = pool.people[row.first_id], pool.people[row.second_id]
    if not fit(first, second, pool.bonds):
        raise Refusal(NO_LONGER)


def _locked(pairing: Pairing) -> Pairing:
    return Pairing.objects.select_for_update(of=("self",)).select_related("programme").get(pk=pairing.pk)


def _fresh(row: PairingRow) -> PairingRow:
    """As it is now. One that was matched away meanwhile is no more to accept."""
    found = PairingRow.objects.select_related("first", "second", "group").filter(pk=row.pk).first()
    if found is None:
        raise Refusal(NO_LONGER)
    return found
