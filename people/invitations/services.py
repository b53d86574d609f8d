"""Every write about invitations: invite, send again, withdraw, accept, join."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delivery.chores import bring_forward
from delivery.heartbeat import STATISTICS
from delivery.services import enqueue
from foundation.refusals import Refusal
from people.deeds import AppointmentDeed
from people.invitations.links import digest_of, token_for
from people.invitations.models import Invitation, Standing
from people.invitations.queries import account_with, addresses_of
from people.invitations.wanted import TWO_PEOPLE, Known, Wanted, why_not_given
from people.models import Appointment, Programme, Role, Specialty, User
from people.notices import ROLE_GIVEN
from people.permissions import roles_given_by
from people.queries import holds_role
from people.services import appoint, name_or_refusal, names_or_refusal, note_about, set_specialty, tell_overseers

MAIL = "mail:invitation"
# So many at once change what the database knows of its tables: it looks again.
MANY = 50
# What to do next, for whoever holds a link that does nothing any more.
NO_LONGER = {
    Standing.EXPIRED: _("This invitation has expired. Ask the person who invited you to send it again."),
    Standing.WITHDRAWN: _("This invitation was withdrawn. If you did not expect that, ask the person who invited you."),
    Standing.ACCEPTED: _("This invitation has been used. Sign in with the address that it was sent to."),
}


@transaction.atomic
def invite(*, programme: Programme, wanted: Sequence[Wanted], by: User | None, now: datetime) -> list[Invitation]:
    """Invite all of `wanted`, or nobody. `by` is None for the first people of a programme.

    Raises Refusal with the first objection. Locks the programme: two coordinators come one after the other.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    known = Known.of([item.email for item in wanted], programme=programme, by=by, now=now)
    for objection in filter(None, map(known.objection, wanted)):
        raise Refusal(objection)
    if len(wanted) >= MANY:
        bring_forward(STATISTICS, now)
    return [_invite(programme, item, by, now) for item in wanted]


def _invite(programme: Programme, wanted: Wanted, by: User | None, now: datetime) -> Invitation:
    key = uuid4()
    invitation = Invitation.objects.create(
        pk=key,
        programme=programme,
        email=wanted.email,
        name=name_or_refusal(wanted.name),
        role=wanted.role,
        specialty=wanted.specialty,
        invited_by=by,
        created_at=now,
        sent_at=now,
        expires_at=_expiry(now),
        digest=digest_of(token_for(key, 1)),
    )
    _have_it_sent(invitation, now)
    return invitation


def _expiry(now: datetime) -> datetime:
    return now + timedelta(days=settings.INVITATION_DAYS)


def _have_it_sent(invitation: Invitation, now: datetime) -> None:
    enqueue(kind=MAIL, object_id=invitation.pk, key=mail_key(invitation), now=now)


def mail_key(invitation: Invitation) -> str:
    return f"{MAIL}:{invitation.pk}:{invitation.sendings}"


@transaction.atomic
def send_again(*, invitation: Invitation, by: User | None, now: datetime) -> Invitation:
    """Send an open invitation with a new link; the old link is dead from now on, and the time to accept starts anew."""
    invitation = _locked(invitation)
    _refuse_unless_theirs_to_give(invitation, by, now)
    if invitation.standing(now) in (Standing.ACCEPTED, Standing.WITHDRAWN):
        raise Refusal(_("This invitation is no longer open. If they still want to join, send a new one."))
    invitation.sendings += 1
    invitation.sent_at, invitation.expires_at = now, _expiry(now)
    invitation.digest = digest_of(token_for(invitation.pk, invitation.sendings))
    invitation.save(update_fields=["sendings", "sent_at", "expires_at", "digest"])
    _have_it_sent(invitation, now)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Its link does nothing from now on. Withdrawing twice changes nothing."""
    invitation = _locked(invitation)
    _refuse_unless_theirs_to_give(invitation, by, now)
    if invitation.accepted_at:
        raise Refusal(_("This invitation has been accepted already. You can end the role instead."))
    if invitation.withdrawn_at is None:
        _withdraw(invitation, now)
    return invitation


def _withdraw(invitation: Invitation, now: datetime) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])


def _refuse_unless_theirs_to_give(invitation: Invitation, by: User | None, now: datetime) -> None:
    if invitation.role not in roles_given_by(by, invitation.programme, now):
        raise Refusal(why_not_given(invitation.role))


@transaction.atomic
def join(
    *,
    invitation: Invitation,
    first_name: str,
    last_name: str,
    password: str | None,
    now: datetime,
    specialty: Specialty | None = None,
) -> User:
    """Make the account of somebody new, who accepts with it. Without a password they sign in some other way.

    Raises Refusal when the invitation is no longer open, or its address has an account already.
    """
    invitation = _locked(invitation)
    refuse_unless_waiting(invitation, now)
    if account_with(invitation.email):
        raise Refusal(_("There is an account with this address already. Sign in with it, then open this link again."))
    first_name, last_name = names_or_refusal(first_name, last_name)
    person = User.objects.create_user(invitation.email, password, first_name=first_name, last_name=last_name)
    accept_invitation(invitation=invitation, by=person, now=now, specialty=specialty)
    return person


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, by: User, now: datetime, specialty: Specialty | None = None
) -> Appointment:
    """Give `by`, to whom it was sent, the role. `specialty` counts before the invitation's. Accepting twice is once.

    Raises Refusal for anybody else, for who sent it, and when it is no longer open.
    """
    invitation = _locked(invitation)
    if invitation.accepted_by_id == by.pk and (appointment := _role_it_gave(invitation, now)):
        return appointment
    refuse_unless_waiting(invitation, now)
    if invitation.email not in addresses_of(by):
        raise Refusal(_("This invitation was sent to another address. Sign in with the account that has it."))
    if invitation.invited_by_id == by.pk:
        raise Refusal(_("You sent this invitation yourself. You cannot give yourself a role: ask another coordinator."))
    _refuse_both_of_two(invitation, by, now)
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return _take_up(invitation, by, specialty or invitation.specialty, now)


def _refuse_both_of_two(invitation: Invitation, by: User, now: datetime) -> None:
    second_role = TWO_PEOPLE.get(Role(invitation.role))
    if second_role and holds_role(by, second_role, now=now, programme_id=invitation.programme_id):
        raise Refusal(
            _("You are the %(role)s here. The lead and their deputy are two people.") % {"role": second_role.label}
        )


def _role_it_gave(invitation: Invitation, now: datetime) -> Appointment | None:
    appointments = Appointment.objects.current(now).filter(
        person=invitation.accepted_by, programme=invitation.programme
    )
    return appointments.filter(role=invitation.role).first()


def _take_up(invitation: Invitation, person: User, specialty: Specialty | None, now: datetime) -> Appointment:
    appointment = appoint(person=person, role=Role(invitation.role), programme=invitation.programme, now=now)
    if specialty:
        set_specialty(person=person, specialty=specialty, programme=invitation.programme, now=now)
    note_about(
        appointment, actor=invitation.invited_by or person, deed=AppointmentDeed.APPOINTED, owner=person, now=now
    )
    tell_overseers(appointment, ROLE_GIVEN, besides=[person], now=now)
    return appointment


def refuse_unless_waiting(invitation: Invitation, now: datetime) -> None:
    if reason := NO_LONGER.get(invitation.standing(now)):
        raise Refusal(reason)


def _locked(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("programme__region", "specialty")
    return locked.get(pk=invitation.pk)


def forget_unanswered(*, before: datetime) -> int:
    """Delete invitations that nobody took up and that ended before that: the address is of somebody who never came.

    Accepted ones stay, because the list of people says by them who invited whom. Returns how many.
    """
    nobody_came = Invitation.objects.filter(accepted_at=None)
    ended = nobody_came.filter(Q(expires_at__lt=before) | Q(withdrawn_at__lt=before))
    deleted, _by_model = ended.delete()
    return deleted
