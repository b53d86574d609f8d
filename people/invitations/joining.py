"""The page behind an invitation's link: public, unlisted, kept by nobody in between."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foundation.http import Request, as_secret
from foundation.refusals import Refusal
from people.invitations import services
from people.invitations.forms import JoinForm
from people.invitations.models import Invitation, Standing
from people.invitations.queries import account_with, addresses_of, invitation_behind
from people.models import User

DEAD, UNKNOWN = 410, 404


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join_page(request: Request, token: str) -> HttpResponseBase:
    """What the link leads to: a form for somebody new, a button for who has an account, or why it does nothing."""
    return as_secret(_answer(request, invitation_behind(token)))


def _answer(request: Request, invitation: Invitation | None) -> HttpResponseBase:
    if invitation is None:
        return render(request, "people/join_dead.html", {}, status=UNKNOWN)
    standing = invitation.standing(request.now)
    if standing is not Standing.WAITING:
        context = {"reason": services.NO_LONGER[standing], "used": standing is Standing.ACCEPTED}
        return render(request, "people/join_dead.html", context, status=DEAD)
    if request.user.is_authenticated:
        return _accept(request, invitation)
    if account_with(invitation.email):
        return render(request, "people/join_sign_in.html", {"invitation": invitation})
    return _join(request, invitation)


def _accept(request: Request, invitation: Invitation) -> HttpResponseBase:
    """Somebody signed in: theirs to accept, or sent to somebody else."""
    is_own_address = invitation.email in addresses_of(request.user)
    if request.method == "POST" and is_own_address:
        try:
            services.accept_invitation(invitation=invitation, by=request.user, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _welcome(invitation))
            return redirect("pages:my_day")
    template = "people/join_accept.html" if is_own_address else "people/join_other.html"
    return render(request, template, {"invitation": invitation})


def _join(request: Request, invitation: Invitation) -> HttpResponseBase:
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            person = services.join(
                invitation=invitation,
                first_name=told["first_name"],
                last_name=told["last_name"],
                password=told.get("password"),
                specialty=told.get("specialty"),
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _welcome(invitation))
            return add_passkey_first(request, person) if form.with_passkey else sign_in(request, person)
    context = {"invitation": invitation, "form": form}
    return render(request, "people/join.html", context, status=422 if form.errors else 200)


def sign_in(request: HttpRequest, person: User) -> HttpResponseBase:
    """Through allauth's own flow, so that the session knows that this person has just chosen a password."""
    login = Login(user=person, email=person.email, redirect_url=resolve_url(settings.LOGIN_REDIRECT_URL))
    answered: HttpResponseBase = perform_password_login(request, {"email": person.email}, login)
    return answered


def add_passkey_first(request: HttpRequest, person: User) -> HttpResponseBase:
    """Nothing was shown yet but the link. Who leaves before the passkey is there comes back by a password's link."""
    login = Login(user=person, email=person.email, redirect_url=reverse("mfa_add_webauthn"))
    answered: HttpResponseBase = perform_login(request, login)
    return answered


def _welcome(invitation: Invitation) -> str:
    words: dict[str, Any] = {"role": invitation.get_role_display(), "programme": invitation.programme.name}
    return _("Welcome. You are a %(role)s in %(programme)s now.") % words
