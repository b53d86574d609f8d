"""Stop a change of addresses by the link in a mail; settle one that was stopped."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request, as_secret
from foundation.refusals import Refusal
from people.addresses.forms import SettleForm
from people.addresses.mail import read_token
from people.addresses.services import open_stop, settle, stop

UNKNOWN = 404


@login_not_required
@require_http_methods(["GET", "POST"])
def stop_address(request: Request, token: str) -> HttpResponse:
    """Whoever has the mail may open it, signed in or not."""
    return as_secret(_stop_address(request, token))


def _stop_address(request: Request, token: str) -> HttpResponse:
    found = read_token(token)
    if found is None:
        return render(
            request,
            "people/join_dead.html",
            {
                "reason": _(
                    "Part of the link may be missing: copy all of it from the email. It works for"
                    " seven days. If you have lost your account, ring your coordinator."
                )
            },
            status=UNKNOWN,
        )
    change, address = found
    if request.method == "POST":
        change = stop(change=change, address=address, now=request.now)
    return render(request, "people/stop_address.html", {"change": change})


@login_not_required
@require_GET
def stopped(request: Request) -> HttpResponse:
    """Where signing in leads while the account is stopped."""
    return render(request, "people/stopped.html")


@require_http_methods(["GET", "POST"])
def settle_address(request: Request, pk: UUID) -> HttpResponseBase:
    change = open_stop(pk, request.user, request.now)
    if change is None:
        raise Http404
    form = SettleForm(request.POST if request.method == "POST" else None, change=change)
    if form.is_valid():
        try:
            settle(change=change, undo=form.first_undone(), by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Settled. They can sign in again, and we have told them by email."))
            return redirect("pages:my_day")
    context = {"change": change, "form": form}
    return render(request, "people/settle_address.html", context, status=422 if form.errors else 200)
