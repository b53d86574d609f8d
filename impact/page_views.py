"""For coordinators, governance leads and deputies: the link to copy, the sheet to show, and what the page says."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.confidence.figures import rules_of_change
from foundation.http import Request
from foundation.qr import qr
from foundation.refusals import Refusal
from foundation.suppression import rules
from impact import services
from impact.figures import word_figures
from impact.forms import PageForm
from impact.models import ParticipantPage
from impact.queries import address_of, page_of
from impact.twice.figures import twice_figures
from impact.twice.items import PRIMARY
from people.models import Programme
from people.queries import overseen_programmes
from people.scope import in_programme, overseen_programme


@require_http_methods(["GET", "POST"])
def link(request: Request) -> HttpResponseBase:
    programme = overseen_programme(request)
    page = page_of(programme)
    form = PageForm(request.POST if request.method == "POST" else None, page=page)
    if request.method == "POST" and form.is_valid() and _saved(request, programme, form):
        messages.success(request, _what_happened(page, form.cleaned_data["seen"]))
        return redirect(in_programme("impact:link", programme))
    context = {
        "form": form,
        "programme": programme,
        "programmes": overseen_programmes(request.user, request.now),
        "address": address_of(programme),
        "twice": address_of(programme, "twice"),
        "about": address_of(programme, "about"),
        "earlier": list(ParticipantPage.objects.of(programme).select_related("written_by")[1:]),
    }
    return render(request, "impact/link.html", context, status=422 if form.errors else 200)


def _saved(request: Request, programme: Programme, form: PageForm) -> bool:
    told = form.cleaned_data
    try:
        services.write_page(
            programme=programme,
            by=request.user,
            reached_by=told["reached_by"],
            asks_lonely=told["asks_lonely"],
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors


def _what_happened(page: ParticipantPage | None, seen: UUID | None) -> str:
    if page and page.pk != seen:
        return _("Saved. %(name)s saved another version while you were writing: it is kept below.") % {
            "name": page.written_by.name
        }
    return _("Saved. The page for participants says so from now on.")


@require_GET
def figures(request: Request) -> HttpResponse:
    """Averages of many, the one change that is reported, and who answered at all."""
    programme = overseen_programme(request)
    context = {
        "programme": programme,
        "programmes": overseen_programmes(request.user, request.now),
        "words": word_figures(programme, request.now),
        "twice": twice_figures(programme, request.now),
        "primary": PRIMARY,
        "least": rules_of_change().least,
        "rules": rules(),
    }
    return render(request, "impact/figures.html", context)


@require_GET
def sheet(request: Request) -> HttpResponse:
    """The closing slide: to show on the screen, or to print."""
    programme = overseen_programme(request)
    context = {"programme": programme, "address": address_of(programme)}
    return render(request, "impact/sheet.html", context)


@require_GET
def code(request: Request) -> HttpResponse:
    """The QR code alone, for a slide of one's own."""
    programme = overseen_programme(request)
    response = HttpResponse(qr(address_of(programme), border=4), content_type="image/svg+xml")
    if "save" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="say-{programme.slug}.svg"'
    return response
