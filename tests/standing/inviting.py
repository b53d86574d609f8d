"""Invitations of newcomers, through the service."""

from people.invitations.links import token_for
from people.invitations.models import Invitation
from people.invitations.services import invite
from people.invitations.wanted import Wanted
from people.models import Role
from tests.people import Cast

NEWCOMER = "nia@example.org"


def invited(cast: Cast, email: str = NEWCOMER, role: Role = Role.FACILITATOR, **changes) -> Invitation:
    """An invitation from Cora to Thames, unless told otherwise."""
    told = {"programme": cast.thames, "by": cast.cora, "now": cast.now} | changes
    name = told.pop("name", "Nia New")
    wanted = Wanted(email, role, name, told.pop("specialty", None))
    return invite(wanted=[wanted], **told)[0]


def path_of(invitation: Invitation) -> str:
    return f"/join/{token_for(invitation.pk, invitation.sendings)}/"


def joining(**changes) -> dict[str, str]:
    """What Nia types on the join page."""
    told = {"first_name": "Nia", "last_name": "New", "password": "three words not together"}
    return told | changes
