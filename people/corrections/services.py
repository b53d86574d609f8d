"""Putting right what an account says of somebody: the name that others read, and the specialty."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.refusals import Refusal
from people.deeds import MembershipDeed, UserDeed
from people.models import Appointment, Specialty, User
from people.notices import ACCOUNT_CORRECTED
from people.queries import membership_of
from people.services import lock_person, names_or_refusal, note_about, refuse_unless_coordinator, set_specialty

# What a line of the trail holds. Two names of 150 characters do not fit.
LONGEST_REASON = 200
NOT_ONES_OWN = _("You cannot correct your own account, because certificates print it. Ask another coordinator.")
NO_LONGER_HERE = _(
    "They no longer have this role here, so you cannot correct their account. Ask "
    "a coordinator of a programme they are in."
)

CORRECTED_MEANWHILE = _(
    "Another coordinator has corrected this account since you opened the page: it says %(name)s "
    "now. What you entered is still in the form. Check it, and press the button again to save it."
)


def account_of(person: User, now: datetime) -> str:
    """What the page on which an account is corrected shows of it, as one text to compare."""
    membership = membership_of(person, now)
    return "|".join((person.first_name, person.last_name, str(membership.specialty_id) if membership else ""))


@transaction.atomic
def correct_account(
    *,
    appointment: Appointment,
    first_name: str,
    last_name: str,
    specialty: Specialty | None,
    by: User,
    now: datetime,
    seen: str = "",
) -> bool:
    """Have the account of whoever holds `appointment` say this. Returns whether it said anything else before.

    `specialty` is the one that holds from `now` on; None leaves it as it is. Only a coordinator of the programme does
    this, and never for themselves. What changed stands on the person's access trail, with the name that was, and they
    are told by mail. Certificates that were issued stay as they are. `seen` is what the account said on the page: what
    another coordinator has put right since is not undone unseen. Raises Refusal.
    """
    refuse_unless_coordinator(by, appointment.programme, now)
    if appointment.person_id == by.pk:
        raise Refusal(NOT_ONES_OWN)
    if not Appointment.objects.current(now).filter(pk=appointment.pk).exists():
        raise Refusal(NO_LONGER_HERE)
    first_name, last_name = names_or_refusal(first_name, last_name)
    lock_person(appointment.person)
    person = User.objects.get(pk=appointment.person_id)
    says_it_already = (person.first_name, person.last_name) == (first_name, last_name)
    if seen and seen != account_of(person, now) and not says_it_already:
        raise Refusal(CORRECTED_MEANWHILE % {"name": person.full_name})
    renamed = _rename(person, first_name, last_name, by, now)
    moved = specialty is not None and _move(appointment, specialty, by, now)
    if renamed or moved:
        # Each correction is another mail.
        notify(person, ACCOUNT_CORRECTED, about=person.pk, now=now, once=now.isoformat())
    return renamed or moved


def _rename(person: User, first_name: str, last_name: str, by: User, now: datetime) -> bool:
    was = person.full_name
    if (person.first_name, person.last_name) == (first_name, last_name):
        return False
    person.first_name, person.last_name = first_name, last_name
    person.save(update_fields=["first_name", "last_name"])
    note_about(person, actor=by, deed=UserDeed.NAME_CORRECTED, owner=person, now=now, reason=was[:LONGEST_REASON])
    return True


def _move(appointment: Appointment, specialty: Specialty, by: User, now: datetime) -> bool:
    membership = membership_of(appointment.person, now)
    if membership and membership.specialty == specialty:
        return False
    made = set_specialty(person=appointment.person, specialty=specialty, programme=appointment.programme, now=now)
    note_about(made, actor=by, deed=MembershipDeed.CORRECTED, owner=appointment.person, now=now)
    return True
