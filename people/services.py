"""Writes about people's standing: appointments, specialties, supervisors."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed
from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from people.deeds import AssignmentDeed
from people.endings.models import Event
from people.endings.registry import Occasion, beginnings
from people.endings.services import end
from people.models import Appointment, Membership, Programme, Role, Specialty, SupervisionAssignment, User
from people.names import name_part
from people.namesakes import tell_apart
from people.queries import SECOND_FACTOR_ROLES, holds_role, overseers_of
from people.registry import when_appointed

# Wagtail's admin knows groups, not appointments: these follow the appointments.
ADMIN_GROUPS = {Role.EDITOR: "Content editors", Role.CLINICAL_LEAD: "Clinical leads"}
NO_NAME = _("Enter a first name.")
WHO_COORDINATES = _("Only a coordinator of this programme can do this. Ask one of them.")


def note_about(record: Any, *, actor: User, deed: Deed, owner: User, now: datetime, reason: str = "") -> None:
    """One line of the access trail for a change to somebody's standing."""
    note(record, actor=actor, deed=deed, owner_id=owner.pk, now=now, reason=reason)


def lock_person(person: User) -> None:
    """Until this transaction ends, whoever else locks `person` waits: for a first row that there is none yet to lock.

    Rows that merely name the person are not held up.
    """
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)


def name_or_refusal(typed: str) -> str:
    """A name as it is kept (people/names.py). Raises Refusal for what is none."""
    try:
        return name_part(typed)
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages)) from None


def names_or_refusal(first: str, last: str) -> tuple[str, str]:
    """Both of a person, of whom one may be empty: it is the last, then."""
    told = [name for name in map(name_or_refusal, (first, last)) if name]
    if not told:
        raise Refusal(NO_NAME)
    return (told[0], told[1]) if len(told) > 1 else (told[0], "")


@transaction.atomic
def appoint(*, person: User, role: Role, programme: Programme, now: datetime) -> Appointment:
    """Give `person` a role in a programme from `now` on. An open appointment is returned as it is."""
    appointment, made = Appointment.objects.get_or_create(
        person=person, role=role, programme=programme, ends_at=None, defaults={"starts_at": now}
    )
    sync_admin_groups(person, now)
    for _name, happens in when_appointed if made else ():
        happens(appointment, now)
    return appointment


def tell_overseers(appointment: Appointment, notice: str, *, besides: Sequence[User | None], now: datetime) -> None:
    """Have coordinators, governance leads and deputies know that a role which others rely on was given or has ended."""
    if appointment.role in SECOND_FACTOR_ROLES:
        for person in overseers_of(appointment.programme.pk, now):
            if person not in besides:
                notify(person, notice, about=appointment.pk, now=now)


def sync_admin_groups(person: User, now: datetime) -> None:
    """Let the Wagtail admin follow the appointments of `person`."""
    for role, name in ADMIN_GROUPS.items():
        group, _made = Group.objects.get_or_create(name=name)
        if holds_role(person, role, now=now):
            person.groups.add(group)
        else:
            person.groups.remove(group)


@transaction.atomic
def end_sessions(person: User) -> None:
    """End every session of `person`, on every device. The request that asks may keep its own (`proof.py`)."""
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    person.refresh_from_db(fields=["sessions_ended"])


@transaction.atomic
def set_specialty(*, person: User, specialty: Specialty, programme: Programme, now: datetime) -> Membership:
    """From `now` on `person` works in `specialty`, in the programme's region. What they were before stays on record."""
    lock_person(person)
    membership = Membership.objects.filter(person=person, ends_at=None).first()
    if membership and (membership.specialty_id, membership.region_id) == (specialty.pk, programme.region_id):
        return membership
    if membership:
        membership.ends_at = now
        membership.save(update_fields=["ends_at"])
    begun = Membership.objects.create(person=person, specialty=specialty, region=programme.region, starts_at=now)
    tell_apart(person.same_name)
    return begun


@transaction.atomic
def assign_supervisor(
    *, facilitator: User, supervisor: User, programme: Programme, by: User, now: datetime
) -> SupervisionAssignment:
    """Have `supervisor` supervise `facilitator` from `now` on; an earlier assignment ends at the same instant."""
    refuse_unless_coordinator(by, programme, now)
    return begin_supervision(facilitator=facilitator, supervisor=supervisor, programme=programme, by=by, now=now)


@transaction.atomic
def begin_supervision(
    *,
    facilitator: User,
    supervisor: User,
    programme: Programme,
    by: User,
    now: datetime,
    choices: Mapping[str, str] | None = None,
) -> SupervisionAssignment:
    """The same, once the two have declared to what the coordinator `by` proposed, who may have left since.

    `choices` are what was decided of whatever hangs on an earlier supervision (people/endings).
    """
    refuse_unfit_pair(facilitator, supervisor, programme, now)
    lock_person(facilitator)
    named = SupervisionAssignment.objects.select_for_update(of=("self",)).select_related("supervisor", "programme")
    assignment = named.filter(facilitator=facilitator, programme=programme, ends_at=None).first()
    if assignment and assignment.supervisor_id == supervisor.pk:
        return assignment
    begun = (
        _hand_over(assignment, supervisor, by, now, choices)
        if assignment
        else SupervisionAssignment.objects.create(
            facilitator=facilitator, supervisor=supervisor, programme=programme, starts_at=now
        )
    )
    note_about(begun, actor=by, deed=AssignmentDeed.ASSIGNED, owner=facilitator, now=now)
    for _name, receive in beginnings:
        receive(begun, now)
    return begun


def _hand_over(
    assignment: SupervisionAssignment, supervisor: User, by: User, now: datetime, choices: Mapping[str, str] | None
) -> SupervisionAssignment:
    end(
        occasion=Occasion(
            Event.SUPERVISOR_CHANGES,
            assignment.programme,
            assignment,
            at=now,
            now=now,
            by=by,
            gone=assignment.supervisor,
            successor=supervisor,
        ),
        choices=choices,
    )
    return SupervisionAssignment.objects.get(
        facilitator=assignment.facilitator_id, programme=assignment.programme_id, ends_at=None
    )


def refuse_unless_coordinator(by: User, programme: Programme, now: datetime) -> None:
    if not holds_role(by, Role.COORDINATOR, now=now, programme_id=programme.pk):
        raise Refusal(WHO_COORDINATES)


def refuse_unfit_pair(facilitator: User, supervisor: User, programme: Programme, now: datetime) -> None:
    """Raise Refusal where nobody may supervise: oneself, without the role, or each other."""
    if facilitator == supervisor:
        raise Refusal(_("You cannot choose people as their own supervisor. Choose someone else."))
    if not holds_role(supervisor, Role.SUPERVISOR, now=now, programme_id=programme.pk):
        raise Refusal(_("This person is not a supervisor of the programme. Invite them as one first."))
    reciprocal = SupervisionAssignment.objects.current(now).filter(facilitator=supervisor, supervisor=facilitator)
    if reciprocal.exists():
        raise Refusal(_("These two would supervise each other. Choose someone else."))
