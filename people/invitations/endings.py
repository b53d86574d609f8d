"""An invitation does not outlive the authority of whoever sent it: it is withdrawn, or somebody else answers for it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.invitations.models import Invitation
from people.models import Appointment, User
from people.permissions import roles_given_by, roles_given_with

WITHDRAW, TAKE_OVER = "withdraw", "take_over"


def find(occasion: Occasion) -> Sequence[Hanging]:
    """Open invitations to what the person may no longer give."""
    person = occasion.subject.person
    left = Appointment.objects.current(occasion.at).filter(person=person, programme=occasion.programme)
    roles = set(left.exclude(pk=occasion.subject.pk).values_list("role", flat=True))
    given = roles_given_with(roles, occasion.programme)
    invitations = Invitation.objects.open().filter(programme=occasion.programme, invited_by=person)
    return [
        _hanging(occasion, invitation)
        for invitation in invitations.exclude(role__in=given).order_by("email", "role", "pk")
    ]


def _hanging(occasion: Occasion, invitation: Invitation) -> Hanging:
    names = {"email": invitation.email, "role": invitation.get_role_display(), "name": occasion.subject.person.name}
    by = occasion.by
    withdrawn = _("Your invitation of %(email)s as a %(role)s was withdrawn, because your own role has ended.") % names
    choices = [
        Choice(
            WITHDRAW,
            gettext_lazy("Withdraw it"),
            partial(_withdraw, invitation, occasion.now),
            (Telling(occasion.subject.person, withdrawn),),
        )
    ]
    if by and by != occasion.subject.person and invitation.role in roles_given_by(by, occasion.programme, occasion.now):
        handed = _("%(by)s looks after your invitation of %(email)s now.") % {**names, "by": by.name}
        choices.append(
            Choice(
                TAKE_OVER,
                gettext_lazy("Take it over"),
                partial(_take_over, invitation, by),
                (Telling(occasion.subject.person, handed),),
            )
        )
    words = _("%(email)s, invited as a %(role)s by %(name)s") % names
    return Hanging(invitation.pk, words, choices, about=occasion.subject.person)


def _withdraw(invitation: Invitation, now: datetime) -> None:
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=now)


def _take_over(invitation: Invitation, by: User) -> None:
    Invitation.objects.open().filter(pk=invitation.pk).update(invited_by=by)


ENTRY = Entry(gettext_lazy("Invitations that they sent"), frozenset({Event.ROLE_ENDS}), find)
