"""All the words of a course on one page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.glossary.models import GlossaryTerm
from courses.outline import current_outline
from foundation.http import Request


@require_GET
def glossary(request: Request, course: str) -> HttpResponse:
    found = current_outline().course(course)
    if found is None:
        raise Http404
    terms = GlossaryTerm.objects.filter(course_key=found.key)
    return render(request, "courses/glossary/page.html", {"course": found, "terms": terms})
