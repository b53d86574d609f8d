"""Taking a course elsewhere, and bringing one in: a page of the Wagtail admin, for content editors."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page, Site

from courses.content_entries import ContentError
from courses.models import CoursePage
from courses.transfer.forms import ImportForm
from courses.transfer.incoming import Imported, import_course, read_course
from courses.transfer.outgoing import export_course
from foundation.http import Request


def _home(request: Request) -> Page:
    """Where courses are. Raises Http404 for somebody who may add none there."""
    site = Site.find_for_request(request)
    if site is None or not site.root_page.permissions_for_user(request.user).can_add_subpage():
        raise Http404
    return site.root_page


@require_http_methods(["GET", "POST"])
def transfer(request: Request) -> HttpResponse:
    home = _home(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    problems: list[str] = []
    if form.is_valid():
        try:
            made = _import(request, home, form)
        except ContentError as error:
            problems = error.problems
        else:
            return _told(request, made)
    refused = bool(form.errors or problems)
    courses = CoursePage.objects.child_of(home).order_by("title")
    context = {"form": form, "problems": problems, "courses": courses}
    return render(request, "courses/transfer/page.html", context, status=422 if refused else 200)


def _import(request: Request, home: Page, form: ImportForm) -> Imported:
    files = read_course(form.cleaned_data["upload"])
    copy = form.cleaned_data["copy"]
    return import_course(files=files, parent=home, by=request.user, now=request.now, copy=copy)


def _told(request: Request, made: Imported) -> HttpResponse:
    said = ngettext(
        "“%(title)s” is here, with %(steps)d step. All of it is a draft: read it, then publish it.",
        "“%(title)s” is here, with %(steps)d steps. All of it is a draft: read it, then publish it.",
        made.steps,
    )
    messages.success(request, said % {"title": made.course.title, "steps": made.steps})
    return redirect("wagtailadmin_explore", made.course.pk)


@require_POST
def export(request: Request, page: int) -> HttpResponseBase:
    """The zip of one course, to be saved."""
    course = get_object_or_404(CoursePage.objects.child_of(_home(request)), pk=page)
    try:
        exported = export_course(course=course, now=request.now)
    except ContentError as error:
        for problem in error.problems:
            messages.error(request, problem)
        return redirect("transfer")
    for title in exported.left_out:
        messages.warning(request, _("“%s” is not in the zip: this draft could not be published as it is.") % title)
    return FileResponse(exported.zip, as_attachment=True, filename=exported.name, content_type="application/zip")
