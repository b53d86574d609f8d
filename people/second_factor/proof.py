"""What this session has shown of a second factor. allauth writes each proof into the session; here it is read.

A factor that is set up in a session counts as given in it: its first code, or its first touch, was just shown.
One that is removed no longer counts anywhere.
"""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from foundation.http import Request
from people.models import User
from people.queries import needs_second_factor
from people.second_factor.queries import DEVICES
from people.services import end_sessions


def was_given(request: HttpRequest) -> bool:
    """Whether a second factor was used in this very session. A passkey that opened it counts as both."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_missing(request: Request) -> bool:
    """Whether nothing but the way to a second factor may open for whoever asks now."""
    if not request.user.is_authenticated or was_given(request):
        return False
    return needs_second_factor(request.user, request.roles)


def has_device(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=DEVICES).exists())


def count_what_was_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Recovery codes come along with a device; they are proof of nothing yet."""
    if authenticator.type not in DEVICES:
        return
    first = Authenticator.objects.filter(user=user, type__in=DEVICES).count() == 1
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, first=first)
    end_other_sessions(request, user)


def forget_what_was_removed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    left = set(Authenticator.objects.filter(user=user).values_list("pk", flat=True))
    records = get_authentication_records(request, user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa" or record.get("id") in left
    ]
    end_other_sessions(request, user)


def renew_the_key(request: HttpRequest, **_kwargs: Any) -> None:
    """A session that may do more from now on goes by another key: whoever fixed the old one holds nothing."""
    if request.user.is_authenticated:
        request.session.cycle_key()


def end_other_sessions(request: HttpRequest, user: User) -> None:
    end_sessions(user)
    if request.user == user:
        request.user.sessions_ended = user.sessions_ended
        update_session_auth_hash(request, user)
