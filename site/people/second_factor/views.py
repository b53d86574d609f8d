"""The way to a second factor: setting one up, giving it, and what to do when the device is lost."""

from urllib.parse import urlencode

from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from foundation.http import Request
from people.models import User
from people.second_factor import proof
from people.second_factor.queries import whom_to_ring


@require_safe
def needed(request: Request) -> HttpResponse:
    """Where everything leads while a second factor is due."""
    onward = where_they_were_going(request)
    if not proof.is_due(request):
        return redirect(onward)
    if proof.has_device(request.user):
        return redirect(f"{reverse(how_to_give_it(request.user))}?{urlencode({'next': onward})}")
    return render(request, "second_factor/needed.html", {"onward": urlencode({"next": onward})})


def where_they_were_going(request: Request) -> str:
    asked = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if here else reverse("pages:my_day")


def how_to_give_it(user: User) -> str:
    """A touch where there is a passkey; else the app's six figures. Each page names the other ways."""
    has_key = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    return "mfa_reauthenticate_webauthn" if has_key else "mfa_reauthenticate"


@login_not_required
@require_safe
def lost(request: Request) -> HttpResponse:
    """What to do without the device: a recovery code, then a person to ring."""
    person = who_asks(request)
    context = {
        "appointments": whom_to_ring(person, request.now) if person else [],
        "with_a_code": way_with_a_code(request),
    }
    return render(request, "second_factor/lost.html", context)


def who_asks(request: Request) -> User | None:
    """Signed in, or half way there: allauth remembers whose password was right."""
    if request.user.is_authenticated:
        return request.user
    stage = get_pending_stage(request)
    return stage.login.user if stage else None


def way_with_a_code(request: Request) -> str:
    """The page that takes a recovery code: it is another one in the middle of signing in."""
    return reverse("mfa_reauthenticate" if request.user.is_authenticated else "mfa_authenticate")
