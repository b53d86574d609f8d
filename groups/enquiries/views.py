"""The public pages: one question a page, without an account; and the page behind the mailed link."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.http import Request, as_secret
from foundation.refusals import Refusal
from groups.enquiries import drafts, services
from groups.enquiries.drafts import Draft
from groups.enquiries.forms import IntentForm, QuestionForm, SendForm
from groups.enquiries.models import EnquiryState
from groups.enquiries.queries import enquiry_behind, next_session_of, taking_enquiries, waiting_before
from groups.enquiries.questions import IN_COLUMNS, PROGRAMME, QUESTIONS, steps_of
from groups.enquiries.services import Asked
from people.models import Programme, Specialty
from people.signing_in.limits import ENQUIRY
from people.signing_in.places import place_of
from people.signing_in.services import of_address, take


@login_not_required
@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponseBase:
    """Whom to ring, what this is, and the first question."""
    programmes = list(taking_enquiries(request.now))
    form = IntentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = Draft.begin(form.cleaned_data["intent"], request.now)
        return _on(draft, steps_of(draft.intent, len(programmes))[0])
    context = {
        "form": form,
        "programmes": programmes,
        "too_late": "again" in request.GET,
        "hours": int(drafts.KEPT.total_seconds() // 3600),
    }
    return render(request, "enquiries/start.html", context, status=422 if form.errors else 200)


def _on(draft: Draft, question: str | None) -> HttpResponseBase:
    """To the next question, or to all answers."""
    response = redirect("enquiries:question", question) if question else redirect("enquiries:check")
    drafts.keep(response, draft)
    return response


def _again() -> HttpResponseBase:
    return redirect(f"{reverse('enquiries:start')}?again=1")


@login_not_required
@require_http_methods(["GET", "POST"])
def question(request: Request, question: str) -> HttpResponseBase:
    """One question. What was answered before stands in it."""
    draft, programmes = drafts.draft_in(request, request.now), list(taking_enquiries(request.now))
    if question not in QUESTIONS:
        raise Http404
    if draft is None:
        return _again()
    steps = steps_of(draft.intent, len(programmes))
    if question not in steps:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(QUESTIONS[question], programmes, data, draft.answers.get(question))
    if data is not None and form.is_valid():
        draft.answer(question, form.stored, request.now)
        return _on(draft, next((key for key in steps if key not in draft.answers), None))
    number = steps.index(question)
    context = {
        "form": form,
        "question": form.question,
        "field": form[question],
        # The intent was the first.
        "number": number + 2,
        "of": len(steps) + 1,
        "before": steps[number - 1] if number else "",
    }
    return as_secret(render(request, "enquiries/question.html", context, status=422 if form.errors else 200))


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: Request) -> HttpResponseBase:
    """All answers, each with a way to change it, and the button that sends them."""
    draft, programmes = drafts.draft_in(request, request.now), list(taking_enquiries(request.now))
    if draft is None:
        return _again()
    steps = steps_of(draft.intent, len(programmes))
    if missing := next((key for key in steps if key not in draft.answers), None):
        return _on(draft, missing)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if draft.is_too_quick(request.now):
            form.add_error(None, _("That was very quick. Read your answers once more, then press Send again."))
        elif _sent(request, draft, programmes, form):
            response = redirect("enquiries:sent")
            drafts.forget(response)
            return response
    context = {"form": form, "rows": _in_words(draft, steps, programmes), "days": services.UNCONFIRMED_KEPT.days}
    return as_secret(render(request, "enquiries/check.html", context, status=422 if form.errors else 200))


def _sent(request: Request, draft: Draft, programmes: Sequence[Programme], form: SendForm) -> bool:
    """The same for an address that the site knows and for one that it does not."""
    address = of_address(draft.answers["email"])
    try:
        take(kind=ENQUIRY, account=address, place=place_of(request, ()), now=request.now)
        services.send_enquiry(key=draft.enquiry_id, asked=_asked(draft, programmes), now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors


def _programme(draft: Draft, programmes: Sequence[Programme]) -> Programme:
    """Raises Refusal where it takes none any more."""
    slug = draft.answers.get(PROGRAMME.key)
    found = next((item for item in programmes if slug in (None, item.slug)), None)
    if found is None:
        raise Refusal(_("This programme has no coordinator just now, so nobody would read it. Choose another."))
    return found


def _asked(draft: Draft, programmes: Sequence[Programme]) -> Asked:
    given = draft.answers
    sealed = {key: given[key] for key in steps_of(draft.intent, len(programmes)) if key not in IN_COLUMNS}
    return Asked(draft.intent, _programme(draft, programmes), sealed, given.get("times", ()), given.get("company", ""))


def _in_words(draft: Draft, steps: Sequence[str], programmes: Sequence[Programme]) -> list[dict[str, Any]]:
    named = {item.slug: item.name for item in programmes}
    rows = []
    for key in steps:
        given = draft.answers[key]
        if key == PROGRAMME.key:
            given = named.get(given, "")
        elif key == "specialty":
            given = Specialty.objects.filter(pk=given).values_list("name", flat=True).first() or ""
        rows.append({"key": key, "question": QUESTIONS[key], "said": QUESTIONS[key].in_words(given)})
    return rows


@login_not_required
@require_GET
def sent(request: Request) -> HttpResponse:
    """One page for everybody: it says nothing of whether an address is known."""
    return render(request, "enquiries/sent.html", {"days": services.UNCONFIRMED_KEPT.days})


@login_not_required
@require_GET
def own(request: Request, token: str) -> HttpResponseBase:
    """What the mailed link opens. Mail gateways open it too, so that it changes nothing."""
    enquiry = enquiry_behind(token)
    if enquiry is None:
        return _gone(request)
    waiting, group = enquiry.state == EnquiryState.WAITING, enquiry.group
    context = {
        "enquiry": enquiry,
        "token": token,
        "before": waiting_before(enquiry) if waiting else 0,
        "session": next_session_of(group, request.now) if group and enquiry.is_offered(request.now) else None,
        "offered": enquiry.is_offered(request.now),
    }
    return as_secret(render(request, "enquiries/own.html", context))


@login_not_required
@require_POST
def confirm(request: Request, token: str) -> HttpResponseBase:
    return _do(request, token, services.confirm_enquiry)


@login_not_required
@require_POST
def withdraw(request: Request, token: str) -> HttpResponseBase:
    return _do(request, token, services.withdraw_enquiry)


@login_not_required
@require_POST
def take_place(request: Request, token: str) -> HttpResponseBase:
    return _do(request, token, services.take_place)


@login_not_required
@require_POST
def leave_place(request: Request, token: str) -> HttpResponseBase:
    return _do(request, token, services.leave_place)


def _do(request: Request, token: str, verb: Any) -> HttpResponseBase:
    """One service call; the page behind the link says what became of it."""
    enquiry = enquiry_behind(token)
    if enquiry is None:
        return _gone(request)
    try:
        verb(enquiry=enquiry, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return as_secret(redirect("enquiries:own", token))


def _gone(request: Request) -> HttpResponseBase:
    return as_secret(render(request, "enquiries/gone.html", {"days": services.UNCONFIRMED_KEPT.days}, status=404))
