"""The register of a programme's certificates, and the two pages that end one: replace and revoke."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from certificates import services
from certificates.forms import ReplaceForm, RevokeForm
from certificates.glyphs import refused_name
from certificates.models import Certificate
from certificates.queries import facilitators_of
from certificates.views import today_of, visible_certificate
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from people.models import Role
from people.queries import membership_of


@require_GET
def register(request: Request) -> HttpResponse:
    """Every certificate of the programmes that one coordinates or governs, the newest first."""
    if Role.COORDINATOR not in request.roles and Role.GOVERNANCE not in request.roles:
        raise Http404
    asked = sought(request)
    registered = Certificate.objects.registered_for(request.user, request.now)
    rows = registered.with_standing().select_related("programme", "person")
    if asked:
        rows = rows.filter(Q(facts__name__icontains=asked) | Q(facts__number__icontains=asked))
    context = paged(request, rows.order_by("-issued_at", "-number"))
    context["certificates"] = [(row, row.status(today_of(row, request))) for row in context["page"].object_list]
    return render(request, "certificates/register.html", context)


@require_http_methods(["GET", "POST"])
def replace(request: Request, pk: UUID) -> HttpResponseBase:
    """Look at what would be printed, say what was wrong, and issue the successor."""
    certificate = _certificate_for(request, pk, Role.COORDINATOR)
    form = ReplaceForm(request.POST or None)

    def put_right(reason: str) -> UUID:
        successor = services.replace_certificate(
            certificate=certificate, by=request.user, reason=reason, now=request.now
        )
        messages.success(request, _("Certificate %(number)s replaces it.") % {"number": successor.facts["number"]})
        return successor.pk

    return _ending(request, certificate, form, "certificates/replace.html", put_right)


@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: UUID) -> HttpResponseBase:
    """Say why, and end it."""
    certificate = _certificate_for(request, pk, Role.GOVERNANCE)
    form = RevokeForm(request.POST or None)

    def take_back(reason: str) -> UUID:
        services.revoke_certificate(certificate=certificate, by=request.user, reason=reason, now=request.now)
        messages.success(request, _("Revoked. Anyone who checks it is told that it is no longer current."))
        return certificate.pk

    return _ending(request, certificate, form, "certificates/revoke.html", take_back)


def _certificate_for(request: Request, pk: UUID, role: Role) -> Certificate:
    """A certificate of a programme in which the user holds `role`, or 404."""
    certificate = visible_certificate(request, pk)
    if certificate.programme_id not in request.roles.get(role, []):
        raise Http404
    return certificate


def _ending(
    request: Request,
    certificate: Certificate,
    form: ReplaceForm | RevokeForm,
    template: str,
    act: Callable[[str], UUID],
) -> HttpResponseBase:
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("certificates:detail", pk=act(form.cleaned_data["reason"]))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    if request.method == "POST":
        status = 422
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "form": form,
        "cannot_print": refused_name(certificate.person.full_name),
        "membership": membership_of(certificate.person, request.now),
        # Where a coordinator corrects the account; nowhere for others, or once the holder has left.
        "appointment": facilitators_of(request.user, request.now)
        .filter(person=certificate.person, programme=certificate.programme)
        .first(),
    }
    return render(request, template, context, status=status)
