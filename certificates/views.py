"""One's own certificates, one certificate, and its file."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from certificates.facts import Facts
from certificates.files import read_file
from certificates.models import Certificate, CertificateFile
from certificates.pdf import check_address
from certificates.readiness import own_rows
from foundation.http import Request


@require_GET
def mine(request: Request) -> HttpResponse:
    """What each award takes, what is missing and who acts next; and the certificates that one holds."""
    held = Certificate.objects.filter(person=request.user).with_standing().select_related("programme")
    context = {
        "rows": own_rows(request.user, request.now),
        "certificates": [(row, row.status(today_of(row, request))) for row in held.order_by("-issued_at")],
    }
    return render(request, "certificates/mine.html", context)


@require_GET
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Everything that the paper says, how it can be checked, and the file."""
    certificate = visible_certificate(request, pk)
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "status": certificate.status(today_of(certificate, request)),
        "address": check_address(certificate.facts),
        "file": file_of(certificate),
        "own": certificate.person_id == request.user.pk,
    }
    return render(request, "certificates/detail.html", context)


@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The file, to be saved. While it is not made yet, the page of the certificate says so."""
    certificate = visible_certificate(request, pk)
    kept = file_of(certificate)
    if kept is None:
        messages.info(request, _("The file is still being made. It takes a few seconds; then try again."))
        return redirect("certificates:detail", pk=pk)
    response = HttpResponse(read_file(kept), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name(certificate.facts)}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def visible_certificate(request: Request, pk: UUID) -> Certificate:
    visible = Certificate.objects.visible_to(request.user, request.now).with_standing()
    return get_object_or_404(visible.select_related("file", "programme"), pk=pk)


def file_of(certificate: Certificate) -> CertificateFile | None:
    """The file that came with `visible_certificate`."""
    kept: CertificateFile | None = getattr(certificate, "file", None)
    return kept


def file_name(facts: Facts) -> str:
    """A programme's slug and a number: letters, digits and dashes."""
    return f"certificate-{facts['number']}.pdf"


def today_of(certificate: Certificate, request: Request) -> date:
    return timezone.localdate(request.now, ZoneInfo(certificate.programme.zone))
