"""Reads about invitations and the addresses that they were sent to."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet

from people.invitations.links import digest_of
from people.models import Invitation, Programme, User


def invitation_behind(token: str) -> Invitation | None:
    """The invitation whose newest link holds `token`: one search for a digest, whatever was opened."""
    found = Invitation.objects.select_related("programme", "invited_by", "specialty")
    return found.filter(digest=digest_of(token)).first()


def account_with(email: str) -> User | None:
    """Whoever has confirmed this address, or signs in with it."""
    confirmed = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    found: User | None = confirmed.user if confirmed else User.objects.filter(email=email).first()
    return found


def addresses_of(person: User) -> set[str]:
    """The confirmed ones."""
    return set(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def with_invitations_counted(programmes: QuerySet[Programme], now: datetime) -> QuerySet[Programme]:
    """With how many invitations are `waiting`, and how many have `expired`."""
    still_open = Q(invitations__accepted_at=None, invitations__withdrawn_at=None)
    return programmes.annotate(
        waiting=Count("invitations", filter=still_open & Q(invitations__expires_at__gt=now)),
        expired=Count("invitations", filter=still_open & Q(invitations__expires_at__lte=now)),
    )


def open_invitations(programme: Programme, sought: str, user: User, now: datetime) -> QuerySet[Invitation]:
    """Waiting and expired ones that `user` may see, the next to expire first; those sought by name or address."""
    found = Invitation.objects.visible_to(user, now).open().filter(programme=programme)
    if sought:
        found = found.filter(Q(email__icontains=sought) | Q(name__icontains=sought))
    return found.select_related("invited_by", "specialty").order_by("expires_at", "pk")
