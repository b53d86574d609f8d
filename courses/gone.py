"""Words for a step, or for a question in it, that has gone: kept where they were begun, and shown to their writer."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from confidential.forms import Part, WordsForm
from confidential.services import Saved
from courses.outline import current_outline
from courses.progress.models import Reflection
from courses.progress.work import WORDS
from courses.reshaping.models import led_to
from foundation.http import Request
from foundation.ids import as_uuid

View = Callable[..., HttpResponse]


class Gone(Http404):
    """What a form was sent to is not there any more."""


def keeping_words(view: View) -> View:
    """Should `view` find that all is gone, whatever was written there is kept all the same."""

    @wraps(view)
    def view_or_words_back(request: Request, **where: Any) -> HttpResponse:
        try:
            return view(request, **where)
        except Gone:
            answer = keep_words(request, where.get("block"))
            if answer is None:
                raise
            return answer

    return view_or_words_back


def keep_words(request: Request, block: UUID | None) -> HttpResponse | None:
    """The page that says where the words are now. None when none came, or nothing was ever begun there."""
    reflection = _begun(request, block)
    if reflection is None or not request.POST.get(f"part-{WORDS}", "").strip():
        return None
    form = WordsForm(request, reflection, [Part(WORDS, _("Your words"))])
    if not (isinstance(form.save(), Saved) or form.clashed):
        return None
    place = current_outline().place_of(reflection.step_id)
    context = {"reflection": reflection, "words": form.cleaned_data[WORDS], "form": form, "place": place}
    return render(request, "courses/gone.html", context, status=404)


def _begun(request: Request, block: UUID | None) -> Reflection | None:
    """The record of these words: opening the page began it."""
    block = block or as_uuid(request.POST.get("block"))
    own = Reflection.objects.visible_to(request.user, request.now).filter(block_id=block)
    if step := as_uuid(request.POST.get("step")):
        own = own.filter(step__in=led_to(step))
    found: Reflection | None = own.select_related("text", "step").order_by("-started_at").first()
    return found
