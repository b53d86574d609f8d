"""allauth says what it did to an address; here it is written down, told, and other sessions end."""

from typing import Any

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.utils import timezone

from people.addresses.models import Happened
from people.addresses.queries import confirmed_addresses
from people.addresses.services import note_change
from people.models import User
from people.second_factor.proof import end_other_sessions


def watch() -> None:
    signals.email_added.connect(added, dispatch_uid="an address is added")
    signals.email_confirmed.connect(confirmed, dispatch_uid="an address is confirmed")
    signals.email_changed.connect(made_main, dispatch_uid="another address is the main one")
    signals.email_removed.connect(removed, dispatch_uid="an address is removed")


def added(request: Any, user: User, **_kwargs: Any) -> None:
    _note(request, user, Happened.ADDED, confirmed_addresses(user))


def confirmed(request: Any, email_address: EmailAddress, **_kwargs: Any) -> None:
    """Whoever confirms need not be signed in: the link is all they have."""
    user = User.objects.get(pk=email_address.user_id)
    before = [address for address in confirmed_addresses(user) if address != email_address.email]
    _note(request, user, Happened.CONFIRMED, before)


def made_main(request: Any, user: User, from_email_address: EmailAddress | None, **_kwargs: Any) -> None:
    was = from_email_address.email if from_email_address else ""
    _note(request, user, Happened.MAIN, sorted(confirmed_addresses(user), key=lambda address: address != was))
    end_other_sessions(request, user)


def removed(request: Any, user: User, email_address: EmailAddress, **_kwargs: Any) -> None:
    """The one that was removed hears of it too, if it was ever confirmed."""
    gone = [email_address.email] if email_address.verified else []
    _note(request, user, Happened.REMOVED, [*confirmed_addresses(user), *gone])
    end_other_sessions(request, user)


def _note(request: Any, user: User, happened: Happened, before: list[str]) -> None:
    note_change(person=user, happened=happened, before=before, now=getattr(request, "now", None) or timezone.now())
