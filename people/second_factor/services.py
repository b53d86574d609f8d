"""Removing the second factor of somebody who has lost their device."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from people.addresses.services import tell_at_every_address
from people.deeds import UserDeed
from people.models import User
from people.notices import SECOND_FACTOR_RESET
from people.second_factor.queries import resettable_by
from people.services import end_sessions, note_about


@transaction.atomic
def reset_second_factor(*, person: User, by: User, reason: str, now: datetime) -> bool:
    """`by` has spoken with `person`, and `reason` says how they knew them. False: there was nothing to remove.

    The password stands, so this alone lets nobody in; sessions end, and the person is told. Raises Refusal when it is
    not for `by` to do.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not Authenticator.objects.filter(user=person).exists():
        return False
    if not resettable_by(by, now).filter(pk=person.pk).exists():
        raise Refusal(_("Your role does not include this. Ask a governance lead of one of their programmes."))
    if not reason.strip():
        raise Refusal(_("Write how you checked their identity. This is kept in the record."))
    note_about(person, actor=by, deed=UserDeed.SECOND_FACTOR_RESET, owner=person, now=now, reason=reason.strip())
    _remove(person, now)
    return True


@transaction.atomic
def reset_as_operator(*, person: User, reason: str, now: datetime) -> bool:
    """The last resort, from the machine itself. The record cannot say who: it names the person alone."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not Authenticator.objects.filter(user=person).exists():
        return False
    note_about(
        person,
        actor=person,
        deed=UserDeed.SECOND_FACTOR_RESET_BY_OPERATOR,
        owner=person,
        now=now,
        reason=reason.strip(),
    )
    _remove(person, now)
    return True


def _remove(person: User, now: datetime) -> None:
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    tell_at_every_address(person, SECOND_FACTOR_RESET, now=now)
