""" "Everyone must redo this step": whom it concerns, its line in the page's history, and taking it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log as note_in_history
from wagtail.models import Page, PageLogEntry

from courses.editing import concerned
from courses.generation import raise_generation
from courses.models import StepPage
from courses.progress.models import LearningStep
from courses.rounds.models import COUNTS_FOR, RedoRound
from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal

# How long learners have.
REDO_WITHIN = timedelta(days=28)
REDO, TAKEN_BACK = "courses.redo", "courses.redo_taken_back"
NOTHING = gettext_lazy("No one has been asked to do this step again, so there is nothing to undo.")


def ask_again(step: LearningStep, page: StepPage) -> None:
    """Completions of older versions no longer count. The page's history says whom it concerned, and what was before."""
    facts: dict[str, Any] = {
        "people": concerned(step.pk),
        "before": step.redo_from_version,
        "from": page.redo_from_version,
    }
    facts |= {"by_before": step.redo_by.isoformat() if step.redo_by else ""}
    step.redo_from_version = page.redo_from_version
    now = timezone.now()
    today = local_day(now)
    # A day that has passed while the draft waited leaves nobody any time.
    step.redo_by = page.redo_by if page.redo_by and page.redo_by > today else today + REDO_WITHIN
    RedoRound.objects.create(
        step=step,
        from_version=page.redo_from_version,
        before_version=facts["before"],
        note=page.change_note,
        people=facts["people"],
        asked_at=now,
        counts_until=today + COUNTS_FOR,
    )
    note_in_history(instance=page, action=REDO, data={**facts, "note": page.change_note})


def last_asked(step: LearningStep, page: Page) -> PageLogEntry | None:
    """The line in the history of the redo that is in force."""
    lines = PageLogEntry.objects.filter(page=page.pk, action=REDO).order_by("-timestamp", "-pk")
    return next((line for line in lines if line.data["from"] == step.redo_from_version), None)


@transaction.atomic
def take_back(*, page: StepPage, person: Any, now: datetime) -> int:
    """What was finished counts again, as before. Returns how many people that concerns. Raises Refusal for nothing."""
    step = get_object_or_404(LearningStep.objects.select_for_update(), pk=page.translation_key)
    asked = last_asked(step, page)
    if asked is None:
        raise Refusal(NOTHING)
    counted = concerned(step.pk)
    step.redo_from_version = asked.data["before"]
    by = asked.data.get("by_before")
    step.redo_by = date.fromisoformat(by) if by else None
    step.save(update_fields=["redo_from_version", "redo_by"])
    RedoRound.objects.open().filter(step=step, from_version=asked.data["from"]).update(taken_back_at=now)
    people = concerned(step.pk) - counted
    note_in_history(instance=page, action=TAKEN_BACK, user=person, data={"people": people})
    raise_generation()
    return people


def can_be_taken_back(page: Page) -> bool:
    step = LearningStep.objects.filter(pk=page.translation_key, redo_from_version__gt=0).first()
    return bool(step and last_asked(step, page))


def pending(page: Page) -> bool:
    """Whether the newest draft asks everybody again, and publishing it would concern anybody."""
    specific = page.specific
    if not isinstance(specific, StepPage):
        return False
    step = LearningStep.objects.filter(pk=page.translation_key).first()
    asks = step and specific.get_latest_revision_as_object().redo_from_version > step.content_version
    return bool(asks and concerned(page.translation_key))


@require_http_methods(["GET", "POST"])
def take_back_in_the_admin(request: Request, page: int) -> HttpResponse:
    """Asks first; then what was finished counts again."""
    step = get_object_or_404(StepPage, pk=page)
    if not step.permissions_for_user(request.user).can_publish():
        raise Http404
    edit = redirect("wagtailadmin_pages:edit", step.pk)
    if not can_be_taken_back(step):
        messages.error(request, str(NOTHING))
        return edit
    if request.method == "GET":
        fact = LearningStep.objects.get(pk=step.translation_key)
        asked = last_asked(fact, step)
        return render(request, "courses/admin/take_redo_back.html", {"page": step, "asked": asked})
    people = take_back(page=step, person=request.user, now=request.now)
    said = _("Undone. What was finished counts again, for %(people)d people.")
    messages.success(request, said % {"people": people})
    return edit
