"""One's own certificates, one certificate, and its file."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from certificates.facts import Facts
from certificates.files import read_file
from certificates.models import ENDINGS, Certificate, CertificateEvent, CertificateFile, Status
from certificates.pdf import check_address
from certificates.readiness import own_rows
from foundation.days import local_day
from foundation.http import Request
from people.models import Role


@require_GET
def certificates_list(request: Request) -> HttpResponse:
    """What each award takes, what is missing and who acts next; and the certificates that one holds."""
    certificates = Certificate.objects.filter(person=request.user).with_standing().select_related("programme")
    context = {
        "rows": own_rows(request.user, request.now),
        "certificates": [(row, row.status(today_of(row, request))) for row in certificates.order_by("-issued_at")],
    }
    return render(request, "certificates/list.html", context)


@require_GET
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Everything that the paper says, how it can be checked, and the file."""
    certificate = visible_certificate(request, pk)
    status = certificate.status(today_of(certificate, request))
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "status": status,
        "address": check_address(certificate.facts),
        "file": file_of(certificate),
        "own": certificate.person_id == request.user.pk,
        "ending": ending_of(certificate) if status in (Status.REVOKED, Status.REPLACED) else None,
        **what_one_may(request, certificate, status),
    }
    return render(request, "certificates/detail.html", context)


def ending_of(certificate: Certificate) -> CertificateEvent:
    """What ended it: the revocation or the replacement, with its successor."""
    ends = certificate.events.exclude(kind=CertificateEvent.Kind.ISSUED)
    return ends.select_related("successor", "by").get()


def what_one_may(request: Request, certificate: Certificate, status: Status) -> dict[str, bool]:
    """Which doors the page shows. The services ask again."""
    own = certificate.person_id == request.user.pk
    coordinates, governs = (
        certificate.programme_id in request.roles.get(role, []) for role in (Role.COORDINATOR, Role.GOVERNANCE)
    )
    return {
        "may_replace": coordinates and not own and ENDINGS.allow(status, Status.REPLACED),
        "may_revoke": governs and not own and ENDINGS.allow(status, Status.REVOKED),
        "may_know_why": own or governs or status == Status.REPLACED,
        "keeps_register": coordinates or governs,
    }


@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The file, to be saved. While it is not made yet, the page of the certificate says so."""
    certificate = visible_certificate(request, pk)
    file = file_of(certificate)
    if file is None:
        messages.info(request, _("The file is still being made. It takes a few seconds; then try again."))
        return redirect("certificates:detail", pk=pk)
    response = HttpResponse(read_file(file), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name(certificate.facts)}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def visible_certificate(request: Request, pk: UUID) -> Certificate:
    visible = Certificate.objects.visible_to(request.user, request.now).with_standing()
    return get_object_or_404(visible.select_related("file", "programme", "person"), pk=pk)


def file_of(certificate: Certificate) -> CertificateFile | None:
    """The file that came with `visible_certificate`."""
    file: CertificateFile | None = getattr(certificate, "file", None)
    return file


def file_name(facts: Facts) -> str:
    """A programme's slug and a number: letters, digits and dashes."""
    return f"certificate-{facts['number']}.pdf"


def today_of(certificate: Certificate, request: Request) -> date:
    return local_day(request.now, certificate.programme.zone)
