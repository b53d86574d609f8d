"""Note a change of addresses and tell those whom it could harm; stop it; settle it."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from delivery.services import enqueue
from foundation.refusals import Refusal
from people import account_mail
from people.addresses.models import AddressChange, Outcome
from people.addresses.queries import confirmed_addresses, stopped_seen_by, to_put_back
from people.deeds import AddressDeed
from people.models import Appointment, User
from people.queries import overseers_of
from people.services import end_sessions, lock_person, note_about

MAIL = "mail:address_changed"
STOPPED, SETTLED = "address_stopped", "addresses_settled"

TOO_LATE = _("This link worked for seven days. If you have lost your account, ring your coordinator.")
NOT_YOURS = _(
    "A coordinator, the governance lead or their deputy does this, and someone else does it for them. Ring one of them."
)
TAKEN = _("Another account now has %(address)s. Speak with the people who run this site.")
CHOOSE = _("Choose one of the changes that are listed.")


def tell_at_every_address(person: User, notice: str, *, now: datetime, addresses: Iterable[str] = ()) -> None:
    """A notice about the account itself goes to each address that is confirmed now, or to those given."""
    once = str(uuid.uuid4())
    for number, address in enumerate(addresses or confirmed_addresses(person) or [person.email]):
        notify(person, notice, about=person.pk, now=now, once=f"{once}:{number}", address=address)


@transaction.atomic
def note_change(*, person: User, happened: str, before: list[str], now: datetime) -> AddressChange:
    """Keep what the addresses were `before`, and write to each of them: with a link by which it is stopped."""
    change = AddressChange.objects.create(person=person, happened=happened, at=now, before=before)
    note_about(change, actor=person, deed=AddressDeed(f"address_{happened}"), owner=person, now=now)
    for number, address in enumerate(before):
        # By number: an address may be longer than a key.
        key = f"{MAIL}:{change.pk}:{number}"
        enqueue(kind=MAIL, object_id=change.pk, key=key, now=now, recipient=person, address=address)
    return change


@transaction.atomic
def stop(*, change: AddressChange, address: str, now: datetime) -> AddressChange:
    """Whoever reads the mail of `address` says that it was not they: nobody signs in until it is settled.

    Twice is once. It signs nobody in and gives nothing back by itself: the address may be a former employer's.
    Raises Refusal.
    """
    lock_person(change.person)
    change = AddressChange.objects.select_related("person").get(pk=change.pk)
    if change.stopped_at or change.settled_at:
        return change
    if change.can_be_stopped_until <= now:
        raise Refusal(TOO_LATE)
    change.stopped_at, change.stopped_by = now, address
    change.save(update_fields=["stopped_at", "stopped_by"])
    note_about(change, actor=change.person, deed=AddressDeed.STOPPED, owner=change.person, now=now)
    end_sessions(change.person)
    for overseer in _overseers_of(change.person, now):
        notify(overseer, STOPPED, about=change.pk, now=now)
    return change


@transaction.atomic
def settle(*, change: AddressChange, undo: uuid.UUID | None, by: User, now: datetime) -> AddressChange:
    """`by` has spoken with the person. With `undo` that change and all after it are undone; else all stands.

    Undoing also takes away second factors that were set up since, and the password; a link to a new one goes to the
    address that is the main one again. Settled already, it is left as it is. Raises Refusal.
    """
    lock_person(change.person)
    change = AddressChange.objects.select_related("person").get(pk=change.pk)
    if not _oversees(by, change.person, now):
        raise Refusal(NOT_YOURS)
    if change.settled_at or not change.stopped_at:
        return change
    _settle(change, undo, by, now)
    note_about(change, actor=by, deed=AddressDeed.SETTLED, owner=change.person, now=now)
    return change


@transaction.atomic
def settle_as_operator(*, change: AddressChange, undo: uuid.UUID | None, reason: str, now: datetime) -> None:
    """The last resort, from the machine itself, for somebody whose account no colleague may settle."""
    lock_person(change.person)
    _settle(change, undo, None, now)
    note_about(
        change,
        actor=change.person,
        deed=AddressDeed.SETTLED_BY_OPERATOR,
        owner=change.person,
        now=now,
        reason=reason.strip(),
    )


def _settle(change: AddressChange, undo: uuid.UUID | None, by: User | None, now: datetime) -> None:
    together = to_put_back(change)
    undone = next((other_change for other_change in together if other_change.pk == undo), None)
    if undo and undone is None:
        raise Refusal(CHOOSE)
    told = {*confirmed_addresses(change.person), *change.before}
    if undone:
        _put_back(change.person, undone, now)
    for other_change in together:
        other_change.settled_at, other_change.settled_by = now, by
        other_change.outcome = Outcome.PUT_BACK if undone and other_change.at >= undone.at else Outcome.STANDS
        other_change.save(update_fields=["settled_at", "settled_by", "outcome"])
    change.refresh_from_db()
    tell_at_every_address(change.person, SETTLED, now=now, addresses=sorted(told))


def _put_back(person: User, undone: AddressChange, now: datetime) -> None:
    for address in undone.before:
        if EmailAddress.objects.filter(email=address, verified=True).exclude(user=person).exists():
            raise Refusal(TAKEN % {"address": address})
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=address, verified=True, primary=number == 0)
        for number, address in enumerate(undone.before)
    )
    Authenticator.objects.filter(user=person, created_at__gte=undone.at).delete()
    person.email = undone.before[0]
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    end_sessions(person)
    account_mail.order(account_mail.NEW_PASSWORD, user=person, address=person.email, now=now)


def _oversees(user: User, person: User, now: datetime) -> bool:
    return user != person and user in _overseers_of(person, now)


def _overseers_of(person: User, now: datetime) -> set[User]:
    """Whoever oversees a programme in which the person holds a role, but themselves."""
    programmes = Appointment.objects.current(now).filter(person=person).values_list("programme", flat=True).distinct()
    return {overseer for programme in programmes for overseer in overseers_of(programme, now)} - {person}


def open_stop(pk: uuid.UUID, user: User, now: datetime) -> AddressChange | None:
    """The stopped change that is `user`'s to settle."""
    return stopped_seen_by(user, now).filter(pk=pk).first()
