"""Three moments to talk about, for supervision or a practice day."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.cases.forms import DrawForm
from courses.cases.permissions import may_draw
from courses.cases.queries import draw
from foundation.http import Request


@require_GET
def drawn(request: Request) -> HttpResponse:
    """By theme, and others at each press. The address says what was drawn, so that a reload shows the same."""
    if not may_draw(request.roles):
        raise Http404
    form = DrawForm(request.GET)
    asked = form.drawn
    context = {
        "form": DrawForm(initial={"theme": asked["theme"]}),
        "theme": asked["theme"],
        "next": asked["number"] + 1,
        "moments": draw(**asked),
    }
    return render(request, "courses/cases/drawn.html", context)
