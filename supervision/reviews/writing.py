"""Where a part is written, looked at and shown; and where one of the two says that it is final."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from confidential.forms import Refused, WordsForm
from confidential.services import Clash, open_sealed, text_of
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import User
from people.queries import supervision_in
from supervision.reviews import permissions, services
from supervision.reviews.areas import LABELS, PARTS_OF
from supervision.reviews.forms import FinalForm, ShowForm
from supervision.reviews.models import Kind, ReviewPart, ReviewState, SupervisionReview
from supervision.reviews.opening import open_review
from supervision.reviews.views import said_final, side, visible
from supervision.screening import NotWeighed
from supervision.unsaved_words import unsaved_parts, unsaved_words_page


def _moved_on(request: Request, review: SupervisionReview, kind: str) -> HttpResponse:
    """There is nothing to write here now. Words that come all the same are shown, not lost."""
    page = reverse("reviews:detail", args=[review.pk])
    if request.method == "POST" and (typed := unsaved_parts(request, PARTS_OF[kind], {})):
        reason = _("This review has moved on, so what you typed was not saved.")
        return unsaved_words_page(request, typed, reason=reason, url=page, link=_("Go to the review"))
    return redirect(page)


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: UUID) -> HttpResponse:
    review = visible(request, pk)
    kind = permissions.kind_of(request.user, review)
    if not kind:
        own = request.user.pk == review.facilitator_id
        return _moved_on(request, review, Kind.SELF if own else Kind.SUPERVISOR)
    part = services.draft_of(review=review, by=request.user, kind=kind, now=request.now)
    words = WordsForm(request, part, PARTS_OF[kind])
    if request.method == "GET":
        return _editor(request, review, part, words)
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Refused):
        return _editor(request, review, part, words, status=422)
    if request.POST.get("action") == "show":
        return redirect("reviews:show", review.pk)
    messages.success(request, _("Saved. Only you can see it."))
    return redirect("reviews:write", review.pk)


def _editor(
    request: Request, review: SupervisionReview, part: ReviewPart, words: WordsForm, *, status: int = 200
) -> HttpResponse:
    opened = None if part.kind == Kind.SELF else open_review(review, request.user, request.now)
    said = {row.key: row.own for row in opened.rows} if opened else {}
    fields = [(field, said.get(field.name, "")) for field in words]
    context = {
        "review": review,
        "part": part,
        "words": words,
        "fields": fields,
        "reader": reader_of(request, review, part.kind),
        "page_has_errors": status == 422,
    }
    return render(request, "supervision/reviews/write.html", context, status=status)


def reader_of(request: Request, review: SupervisionReview, kind: str) -> User | None:
    """To whom the part would go now."""
    if kind != Kind.SELF:
        return review.facilitator
    held = supervision_in(review.programme, request.user, request.now)
    return held.supervisor if held else None


@require_http_methods(["GET", "POST"])
def show(request: Request, pk: UUID) -> HttpResponse:
    """The exact words, what may identify somebody, and who reads them; then the press."""
    review = visible(request, pk)
    kind = permissions.kind_of(request.user, review)
    if not kind:
        return redirect("reviews:detail", review.pk)
    part = services.draft_of(review=review, by=request.user, kind=kind, now=request.now)
    text = text_of(part)
    if text.copies_kept:
        messages.info(request, _("There are also words from another tab or device. Choose which to keep, then show."))
        return redirect("words:choose", text.pk)
    judges = kind != Kind.SELF
    first = {"drawn": text.version, "readiness": part.readiness}
    form = ShowForm(request.POST if request.method == "POST" else None, judges=judges, initial=first)
    if request.method == "POST" and form.is_valid() and _shown(request, part, form):
        return redirect("reviews:detail", review.pk)
    return _check_page(request, review, part, form)


def _shown(request: Request, part: ReviewPart, form: ShowForm) -> bool:
    ticked = form.cleaned_data
    try:
        services.show_part(
            part=part,
            by=request.user,
            readiness=ticked.get("readiness", ""),
            # No draft has this version: a post that does not say what its page showed is a stale one.
            drawn=-1 if ticked["drawn"] is None else ticked["drawn"],
            weighed=ticked["identifies_nobody"],
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error("identifies_nobody" if isinstance(refusal, NotWeighed) else None, str(refusal))
        return False
    messages.success(request, _("Shown. What you wrote is kept as it is now."))
    return True


def _check_page(request: Request, review: SupervisionReview, part: ReviewPart, form: ShowForm) -> HttpResponse:
    words = open_sealed(part, viewer=request.user, now=request.now)
    marks = {mark.key: mark for mark in services.marks_in(words)}
    lines = [
        {"label": label, "words": words[key], "marks": [marks[key]] if key in marks else []}
        for key, label in LABELS.items()
        if words.get(key, "").strip()
    ]
    context: dict[str, Any] = {
        "review": review,
        "part": part,
        "form": form,
        "lines": lines,
        "marks": bool(marks),
        "reader": reader_of(request, review, part.kind),
        "version": text_of(part).version,
    }
    return render(request, "supervision/reviews/show.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def final(request: Request, pk: UUID) -> HttpResponse:
    """One of the two says that it is final; what they see differently saves itself meanwhile."""
    review = side(request, pk)
    if review.state != ReviewState.TALKED or said_final(request, review):
        return _moved_on(request, review, Kind.DIFFERS)
    part = services.draft_of(review=review, by=request.user, kind=Kind.DIFFERS, now=request.now)
    words, form = WordsForm(request, part, PARTS_OF[Kind.DIFFERS]), FinalForm(request.POST or None)
    if request.method == "GET":
        return _final_page(request, review, words, form)
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Refused) or not form.is_valid():
        return _final_page(request, review, words, form, status=422)
    if request.POST.get("action") == "save":
        messages.success(request, _("Saved. Only you can see it."))
        return redirect("reviews:final", review.pk)
    try:
        weighed = form.cleaned_data["identifies_nobody"]
        said = services.say_final(review=review, by=request.user, weighed=weighed, now=request.now)
    except Refusal as refusal:
        form.add_error("identifies_nobody" if isinstance(refusal, NotWeighed) else None, str(refusal))
        return _final_page(request, review, words, form, status=422)
    messages.success(request, _("It is final.") if said.is_final else _("Noted. It is final once both have said so."))
    return redirect("reviews:detail", review.pk)


def _final_page(
    request: Request, review: SupervisionReview, words: WordsForm, form: FinalForm, *, status: int = 200
) -> HttpResponse:
    other = review.supervisor if request.user.pk == review.facilitator_id else review.facilitator
    if other is None:
        raise Http404  # a constraint: whoever is a side has another
    said = open_sealed(words.record, viewer=request.user, now=request.now)
    context = {
        "review": review,
        "words": words,
        "form": form,
        "other": other,
        "marks": services.marks_in(said),
        "page_has_errors": status == 422,
    }
    return render(request, "supervision/reviews/final.html", context, status=status)
