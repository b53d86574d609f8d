"""Whether a programme asks for a kind of practice: for its coordinators and governance."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses.practice import ruling
from courses.practice.models import PracticeRule
from courses.practice.queries import RuleShown, rules_shown
from foundation.http import Request
from foundation.lines import LineField
from foundation.refusals import Refusal
from foundation.seen import seen
from people.models import Programme

ASKED, NOT_ASKED = "asked", "not_asked"
Kind = PracticeRule.Kind


@dataclass(frozen=True)
class Words:
    """What a page says of one kind of practice: `why` one would ask for it."""

    title: Promise
    asked: Promise
    not_asked: Promise
    why: Promise


WORDS: dict[str, Words] = {
    Kind.DAY: Words(
        gettext_lazy("Is a practice day asked for?"),
        gettext_lazy("they have been at a practice day"),
        gettext_lazy("no practice day is asked for"),
        gettext_lazy(
            "Reading is not rehearsal: people who have said the plain question aloud say it more readily when it "
            "counts. Ask for the day unless your programme cannot hold one yet."
        ),
    ),
    Kind.SHADOWING: Words(
        gettext_lazy("Is shadowing asked for?"),
        gettext_lazy("they have shadowed a group twice"),
        gettext_lazy("no shadowing is asked for"),
        gettext_lazy(
            "People who have sat in on two groups have heard a silence held, and a group begin badly and recover. "
            "Ask for it once your groups can take guests; until they run, two rehearsal groups count."
        ),
    ),
    Kind.OBSERVED: Words(
        gettext_lazy("Is an observed practice asked for?"),
        gettext_lazy("they have been observed once"),
        gettext_lazy("no observed practice is asked for"),
        gettext_lazy(
            "A trainer or supervisor sits in once, in a rehearsal group or a group that has agreed, and writes ten "
            "lines. It counts once the person can read them; nothing in it is marked. Ask for it once you have "
            "enough people to observe."
        ),
    ),
}


class RuleForm(forms.Form):
    asks = forms.ChoiceField(
        label=gettext_lazy("Before people are authorised here"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    reason = LineField(
        label=gettext_lazy("If not: why?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The readiness board shows this, with your name."),
    )

    def __init__(self, data: Any, shown: RuleShown) -> None:
        initial = {"asks": ASKED if shown.asks else NOT_ASKED, "reason": shown.rule.reason if shown.rule else ""}
        super().__init__(data, initial=initial)
        words = WORDS[shown.kind]
        choices: Any = self.fields["asks"]
        choices.choices = [(ASKED, words.asked), (NOT_ASKED, words.not_asked)]


@require_http_methods(["GET", "POST"])
def rule(request: Request, pk: UUID, kind: str) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk)
    if kind not in WORDS or not ruling.may_rule(request.user, programme, request.now):
        raise Http404
    form = RuleForm(request.POST if request.method == "POST" else None, shown_now(programme, kind))
    if request.method == "POST" and form.is_valid() and _set(request, programme, kind, form):
        messages.success(request, _("Saved. It counts for those who are not authorised yet."))
        return redirect("practice:rule", pk, kind)
    shown = shown_now(programme, kind)
    context = {
        "form": form,
        "words": WORDS[kind],
        "item": shown,
        "others": [other for other in Kind if other != kind],
        "seen": seen(shown.rule.number if shown.rule else 0),
    }
    return render(request, "courses/practice/rule.html", context, status=422 if form.errors else 200)


def shown_now(programme: Programme, kind: str) -> RuleShown:
    return next(shown for shown in rules_shown([programme])[programme] if shown.kind == kind)


def _set(request: Request, programme: Programme, kind: str, form: RuleForm) -> bool:
    try:
        ruling.set_rule(
            programme=programme,
            kind=kind,
            asks=form.cleaned_data["asks"] == ASKED,
            reason=form.cleaned_data["reason"],
            by=request.user,
            seen=request.POST.get("seen", ""),
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error("reason", str(refusal.message))
        return False
    return True
