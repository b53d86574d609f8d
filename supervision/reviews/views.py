"""Reviews: the list, one review as both read it, when it was talked about, and another supervisor's view."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.http import Request
from foundation.paging import paged
from foundation.refusals import Refusal
from people.models import Role
from supervision.reviews import permissions, queries, second, services
from supervision.reviews.forms import AskForm, TalkedForm
from supervision.reviews.models import ReviewState, SupervisionReview
from supervision.reviews.opening import open_review
from supervision.standing import own_standings

MOST_DUE = 10


@require_GET
def review_list(request: Request) -> HttpResponse:
    """One's own, and those in which one is asked; for a supervisor also whose is due."""
    now = request.now
    due = list(queries.due_of(request.user, now)[: MOST_DUE + 1]) if Role.SUPERVISOR in request.roles else []
    context = {
        **paged(request, queries.reviews_of(request.user, now)),
        "due": due[:MOST_DUE],
        "more_due": len(due) > MOST_DUE,
        "own_due": any(standing.facts["review_due"] for standing in own_standings(request)),
        "facilitates": Role.FACILITATOR in request.roles,
    }
    return render(request, "supervision/reviews/list.html", context)


@require_POST
def begin(request: Request) -> HttpResponse:
    try:
        review = services.begin_review(by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:list")
    return redirect("reviews:write" if review.state == ReviewState.OWN else "reviews:detail", review.pk)


def visible(request: Request, pk: UUID) -> SupervisionReview:
    reviews = SupervisionReview.objects.visible_to(request.user, request.now)
    return get_object_or_404(reviews.select_related("facilitator", "supervisor", "second", "programme"), pk=pk)


def side(request: Request, pk: UUID) -> SupervisionReview:
    """For what the two do: whoever was asked for another view is not one of them."""
    review = visible(request, pk)
    return review if permissions.is_side(request.user, review) else get_object_or_404(SupervisionReview.objects.none())


def own(request: Request, pk: UUID) -> SupervisionReview:
    """For what its owner alone may do."""
    reviews = SupervisionReview.objects.filter(facilitator=request.user)
    return get_object_or_404(reviews.select_related("facilitator", "supervisor", "second", "programme"), pk=pk)


@require_GET
def detail(request: Request, pk: UUID) -> HttpResponse:
    return detail_page(request, visible(request, pk), TalkedForm(initial={"on": None}))


def detail_page(request: Request, review: SupervisionReview, form: TalkedForm) -> HttpResponse:
    is_side = permissions.is_side(request.user, review)
    context = {
        "review": review,
        "opened": open_review(review, request.user, request.now),
        "is_owner": request.user.pk == review.facilitator_id,
        "is_side": is_side,
        "my_kind": permissions.kind_of(request.user, review),
        "may_ask": permissions.can_ask_another(request.user, review),
        "said_final": said_final(request, review),
        "form": form,
    }
    return render(request, "supervision/reviews/detail.html", context, status=422 if form.errors else 200)


def said_final(request: Request, review: SupervisionReview) -> bool:
    """Whether whoever looks has said so."""
    is_owner = request.user.pk == review.facilitator_id
    return bool(review.facilitator_says_final_at if is_owner else review.supervisor_says_final_at)


@require_POST
def talked(request: Request, pk: UUID) -> HttpResponse:
    review = side(request, pk)
    form = TalkedForm(request.POST)
    if form.is_valid():
        try:
            services.say_talked(review=review, by=request.user, on=form.cleaned_data["on"], now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. Now each of you can say that it is final."))
            return redirect("reviews:detail", review.pk)
    return detail_page(request, review, form)


@require_http_methods(["GET", "POST"])
def another(request: Request, pk: UUID) -> HttpResponseBase:
    """Its owner asks another supervisor, without saying why."""
    review = own(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None, queries.others_to_ask(review, request.now))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["supervisor"]
        try:
            second.ask_another(review=review, by=request.user, supervisor=chosen, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(who)s can read this review now, and is told.") % {"who": chosen.name})
            return redirect("reviews:detail", review.pk)
    context = {"review": review, "form": form, "may_ask": permissions.can_ask_another(request.user, review)}
    return render(request, "supervision/reviews/another.html", context, status=422 if form.errors else 200)


@require_POST
def another_back(request: Request, pk: UUID) -> HttpResponse:
    review = own(request, pk)
    return _do(request, review, _("Done. They can no longer read this review."), second.take_back)


@require_http_methods(["GET", "POST"])
def redact(request: Request, pk: UUID) -> HttpResponse:
    review = own(request, pk)
    if request.method == "GET":
        return render(request, "supervision/reviews/redact.html", {"review": review})
    return _do(request, review, _("Your words have been deleted. The dates are kept."), services.destroy_own_words)


def _do(request: Request, review: SupervisionReview, said: Any, verb: Any) -> HttpResponse:
    """One service call, one message, and back to the review."""
    try:
        verb(review=review, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("reviews:detail", review.pk)


@require_GET
def take(request: Request, pk: UUID) -> HttpResponse:
    """The whole review as a text file, for its owner alone. The site sends it to nobody."""
    review = own(request, pk)
    context = {"review": review, "opened": open_review(review, request.user, request.now), "at": request.now}
    text = render_to_string("supervision/reviews/take.txt", context, request)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="review-{review.begun_at:%Y-%m-%d}.txt"'
    return response
