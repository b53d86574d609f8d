"""The way to a second factor: setting one up, giving it, and what to do when the device is lost."""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.http import Request
from foundation.refusals import Refusal
from people.models import User
from people.second_factor import proof
from people.second_factor.forms import ResetForm
from people.second_factor.queries import WHO_RESETS, resettable_by, whom_to_ring
from people.second_factor.services import reset_second_factor


@require_safe
def needed(request: Request) -> HttpResponse:
    """Where everything leads while a second factor is due."""
    onward = where_they_were_going(request)
    if not proof.is_missing(request):
        return redirect(onward)
    if proof.has_device(request.user):
        return redirect(f"{reverse(how_to_give_it(request.user))}?{urlencode({'next': onward})}")
    return render(request, "second_factor/needed.html", {"onward": urlencode({"next": onward})})


def where_they_were_going(request: Request) -> str:
    asked = request.GET.get("next", "")
    on_this_site = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if on_this_site else reverse("pages:my_day")


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


@require_safe
def reset_list(request: Request) -> HttpResponse:
    """For coordinators and governance leads: whose second factor they may remove."""
    if WHO_RESETS.isdisjoint(request.roles):
        raise Http404
    people = resettable_by(request.user, request.now)
    return render(request, "second_factor/reset_list.html", {"people": people})


@require_http_methods(["GET", "POST"])
def reset(request: Request, pk: UUID) -> HttpResponse:
    person = get_object_or_404(resettable_by(request.user, request.now), pk=pk)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _was_reset(request, person, form):
        return redirect("second_factor:reset_list")
    context = {"person": person, "form": form}
    return render(request, "second_factor/reset.html", context, status=422 if form.errors else 200)


def _was_reset(request: Request, person: User, form: ResetForm) -> bool:
    try:
        reset_second_factor(person=person, by=request.user, reason=form.cleaned_data["reason"], now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Removed. %(name)s sets up a new one after signing in.") % {"name": person.name})
    return True
