"""A note of one's own, on a page of its own: a step has one place to write, and that is the exercise's."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from confidential.forms import Part, Refused, WordsForm
from courses.outline import Place, current_outline
from courses.own.models import Note
from courses.own.services import begin_note
from courses.progress.models import LearningStep
from courses.progress.work import WORDS
from foundation.http import Request


@require_http_methods(["GET", "POST"])
def note(request: Request, step: UUID) -> HttpResponse:
    """Write it, or read it again. One that was begun stays when its step is taken down."""
    place = current_outline().place_of(step)
    record = _own(request, step, place)
    words = WordsForm(request, record, [Part(WORDS, _("Your note"), rows=8)])
    if request.method == "POST":
        outcome = words.save()
        if words.clashed:
            return redirect(words.choose_url)
        if not isinstance(outcome, Refused):
            messages.success(request, _("Your note is saved. Only you can read it."))
            return redirect(place.step.url if place else request.path)
    context = {"words": words, "place": place, "title": record.step.title}
    return render(request, "courses/own/note.html", context, status=422 if words.errors else 200)


def _own(request: Request, step: UUID, place: Place | None) -> Note:
    """Raises Http404 for a step that is not published, unless they have a note on it."""
    if place is None and not Note.objects.visible_to(request.user, request.now).filter(step=step).exists():
        raise Http404
    note = begin_note(step=step, person=request.user, now=request.now)
    note.step = LearningStep.objects.get(pk=step)
    return note
