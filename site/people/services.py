"""Writes about people's standing: appointments, specialties, supervisors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from confidential.models import AccessEntry
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import Appointment, Membership, Programme, Role, Specialty, SupervisionAssignment, User
from people.notices import OWN_ROLE_ENDED, ROLE_ENDED
from people.permissions import may_end
from people.queries import SECOND_FACTOR_ROLES, holds_role, overseers_of, roles_of
from people.registry import endings, handovers

# Wagtail's admin knows groups, not appointments: this one follows the appointments.
EDITOR_GROUP = "Content editors"
WHO_COORDINATES = _("Only a coordinator of this programme can do this. Ask one of them.")
WHO_ENDS_A_DEPUTY = _("A deputy's role is ended by a governance lead of the programme. Ask them.")
WHO_ENDS_A_LEAD = _(
    "A governance lead's role is ended by another governance lead of the programme. If there is no other, they invite "
    "one first; if they cannot, ask whoever runs this site."
)

WHO_ENDS = {Role.GOVERNANCE: WHO_ENDS_A_LEAD, Role.DEPUTY: WHO_ENDS_A_DEPUTY}
# What to do first, where nobody else holds the role. A concern about the lead needs somebody to go to.
NEVER_WITHOUT = {
    Role.COORDINATOR: _("This is the programme's only coordinator. Invite another one first."),
    Role.DEPUTY: _("This is the governance lead's only deputy. Invite another one first."),
}


def note_about(record: Any, *, actor: User, action: str, owner: User, now: datetime, reason: str = "") -> None:
    """One line of the access trail for a change to somebody's standing."""
    AccessEntry.objects.create(
        at=now, actor=actor, action=action, record_model=record._meta.label, record_id=record.pk,
        owner=owner, reason=reason,
    )


def lock_person(person: User) -> None:
    """Until this transaction ends, whoever else locks `person` waits: for a first row that there is none yet to lock.

    Rows that merely name the person are not held up.
    """
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)


@transaction.atomic
def appoint(*, person: User, role: Role, programme: Programme, now: datetime) -> Appointment:
    """Give `person` a role in a programme from `now` on. An open appointment is returned as it is."""
    appointment, _made = Appointment.objects.get_or_create(
        person=person, role=role, programme=programme, ends_at=None, defaults={"starts_at": now}
    )
    sync_editor_group(person, now)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, now: datetime, by: User | None = None) -> Appointment:
    """End a role at `now`, and with it the supervision and whatever else hangs on it. Ending it twice changes nothing.

    `by` is the coordinator who does it, or for a governance lead another one; None for whoever runs the machine.
    Raises Refusal for anybody else, and for the last coordinator of a programme. The person is told, and so are the
    other coordinators and governance leads.
    """
    # Two coordinators who end each other's roles come one after the other.
    Programme.objects.select_for_update(no_key=True).get(pk=appointment.programme_id)
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("person", "programme").get(
        pk=appointment.pk
    )
    if appointment.ends_at is not None:
        return appointment
    if by:
        _refuse_to_end(appointment, by, now)
    appointment.ends_at = now
    appointment.save(update_fields=["ends_at"])
    sync_editor_group(appointment.person, now)
    _end_supervision(appointment, now)
    for _name, ending in endings:
        ending(appointment, by or appointment.person, now)
    if by:
        note_about(appointment, actor=by, action="ended_role", owner=appointment.person, now=now)
    notify(appointment.person, OWN_ROLE_ENDED, about=appointment.pk, now=now)
    tell_overseers(appointment, ROLE_ENDED, besides=[appointment.person, by], now=now)
    return appointment


def tell_overseers(appointment: Appointment, notice: str, *, besides: Sequence[User | None], now: datetime) -> None:
    """Have coordinators, governance leads and deputies know that a role which others rely on was given or has ended."""
    if appointment.role in SECOND_FACTOR_ROLES:
        for person in overseers_of(appointment.programme.pk, now):
            if person not in besides:
                notify(person, notice, about=appointment.pk, now=now)


def _refuse_to_end(appointment: Appointment, by: User, now: datetime) -> None:
    held = [role for role, programmes in roles_of(by, now).items() if appointment.programme.pk in programmes]
    if not may_end(appointment, by, held):
        raise Refusal(WHO_ENDS.get(Role(appointment.role), WHO_COORDINATES))
    others = Appointment.objects.current(now).exclude(pk=appointment.pk)
    others = others.filter(programme=appointment.programme_id, role=appointment.role)
    if (needed := NEVER_WITHOUT.get(Role(appointment.role))) and not others.exists():
        raise Refusal(needed)


def _end_supervision(appointment: Appointment, now: datetime) -> None:
    """Nobody supervises, or is supervised, without the role."""
    side = {Role.FACILITATOR: "facilitator", Role.SUPERVISOR: "supervisor"}.get(Role(appointment.role))
    if side:
        ending = SupervisionAssignment.objects.filter(programme=appointment.programme_id, ends_at=None)
        ending.filter(**{side: appointment.person_id}, starts_at__lt=now).update(ends_at=now)


def sync_editor_group(person: User, now: datetime) -> None:
    """Let the Wagtail admin follow the appointments of `person`."""
    group, _made = Group.objects.get_or_create(name=EDITOR_GROUP)
    if holds_role(person, Role.EDITOR, now=now):
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
    held = Membership.objects.filter(person=person, ends_at=None).first()
    if held and (held.specialty_id, held.region_id) == (specialty.pk, programme.region_id):
        return held
    if held:
        held.ends_at = now
        held.save(update_fields=["ends_at"])
    return Membership.objects.create(person=person, specialty=specialty, region=programme.region, starts_at=now)


@transaction.atomic
def assign_supervisor(
    *, facilitator: User, supervisor: User, programme: Programme, by: User, now: datetime
) -> SupervisionAssignment:
    """Have `supervisor` supervise `facilitator` from `now` on; an earlier assignment ends at the same instant."""
    refuse_unless_coordinator(by, programme, now)
    return begin_supervision(facilitator=facilitator, supervisor=supervisor, programme=programme, by=by, now=now)


@transaction.atomic
def begin_supervision(
    *, facilitator: User, supervisor: User, programme: Programme, by: User, now: datetime
) -> SupervisionAssignment:
    """The same, once the two have declared to what the coordinator `by` proposed, who may have left since."""
    refuse_unfit_pair(facilitator, supervisor, programme, now)
    lock_person(facilitator)
    held = SupervisionAssignment.objects.select_for_update().filter(
        facilitator=facilitator, programme=programme, ends_at=None
    ).first()
    if held and held.supervisor_id == supervisor.pk:
        return held
    if held:
        held.ends_at = now
        held.save(update_fields=["ends_at"])
    made = SupervisionAssignment.objects.create(
        facilitator=facilitator, supervisor=supervisor, programme=programme, starts_at=now
    )
    note_about(made, actor=by, action="assigned_supervisor", owner=facilitator, now=now)
    if held:
        for _name, follow in handovers:
            follow(held, now)
    return made


def refuse_unless_coordinator(by: User, programme: Programme, now: datetime) -> None:
    if not holds_role(by, Role.COORDINATOR, now=now, programme_id=programme.pk):
        raise Refusal(WHO_COORDINATES)


def refuse_unfit_pair(facilitator: User, supervisor: User, programme: Programme, now: datetime) -> None:
    """Raise Refusal where nobody may supervise: oneself, without the role, or each other."""
    if facilitator == supervisor:
        raise Refusal(_("Nobody supervises themselves. Choose somebody else."))
    if not holds_role(supervisor, Role.SUPERVISOR, now=now, programme_id=programme.pk):
        raise Refusal(_("This person is not a supervisor of the programme. Appoint them first."))
    reciprocal = SupervisionAssignment.objects.current(now).filter(facilitator=supervisor, supervisor=facilitator)
    if reciprocal.exists():
        raise Refusal(_("These two would supervise each other. Choose somebody else."))
