"""Whom a coordinator wants to invite, and why that may not be possible. One rule for one person and for a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from people.models import Appointment, Invitation, Programme, Role, Specialty, User
from people.permissions import GOVERNING, roles_given_by
from people.services import WHO_COORDINATES

# (address, role)
Place = tuple[str, str]
WHO_GIVES_A_LEAD = _later(
    "A governance lead, or their deputy, is invited by a governance lead of this programme. Ask one of them; if "
    "there is none any more, ask whoever runs this site."
)
# Whoever is one is not the other: they are two people.
TWO_PEOPLE = {Role.GOVERNANCE: Role.DEPUTY, Role.DEPUTY: Role.GOVERNANCE}


def why_not_given(role: str) -> str:
    """What to do next, for whoever may not give `role`."""
    return str(WHO_GIVES_A_LEAD if role in GOVERNING else WHO_COORDINATES)


@dataclass(frozen=True)
class Wanted:
    """`email` in small letters."""

    email: str
    role: Role
    name: str = ""
    specialty: Specialty | None = None


@dataclass(frozen=True)
class Known:
    """What is known of some addresses: who is a member, who is invited, which are the inviter's own.

    `given` are the roles that the inviter may give.
    """

    members: frozenset[Place] = field(default_factory=frozenset)
    invited: frozenset[Place] = field(default_factory=frozenset)
    own: frozenset[str] = field(default_factory=frozenset)
    given: frozenset[Role] = field(default_factory=frozenset)

    @classmethod
    def of(cls, emails: Iterable[str], *, programme: Programme, by: User | None, now: datetime) -> "Known":
        """At most five queries, however many addresses."""
        asked = list(emails)
        members = Appointment.objects.current(now).filter(
            programme=programme, person__emailaddress__email__in=asked, person__emailaddress__verified=True
        )
        invited = Invitation.objects.open().filter(programme=programme, email__in=asked)
        own = EmailAddress.objects.filter(user=by) if by else EmailAddress.objects.none()
        return cls(
            frozenset(members.values_list("person__emailaddress__email", "role")),
            frozenset(invited.values_list("email", "role")),
            frozenset(own.values_list("email", flat=True)),
            roles_given_by(by, programme, now),
        )

    def objection(self, wanted: Wanted) -> str:
        """Why this person cannot be invited, with what to do instead; empty when they can."""
        role = wanted.role.label
        if wanted.email in self.own:
            return _("This is your own address. You cannot give yourself a role: ask another coordinator.")
        if wanted.role not in self.given:
            return why_not_given(wanted.role)
        second_role = TWO_PEOPLE.get(wanted.role)
        if second_role and (wanted.email, second_role) in self.members:
            return _("%(email)s is the %(role)s here. The lead and their deputy are two people: invite another.") % {
                "email": wanted.email,
                "role": second_role.label,
            }
        if (wanted.email, wanted.role) in self.members:
            return _("%(email)s is a %(role)s here already.") % {"email": wanted.email, "role": role}
        if (wanted.email, wanted.role) in self.invited:
            return _("%(email)s is invited as a %(role)s already. You can send that invitation again.") % {
                "email": wanted.email,
                "role": role,
            }
        return ""
