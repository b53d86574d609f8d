"""What the content files say of a step: an editor may look at it, and put it back as a draft. Nothing is published."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from courses.blocks import StepBlocks
from courses.content_files import StepFile, read_folder
from courses.models import StepPage
from foundation.http import Request

FOLDER = Path(settings.ROOT) / "content"
# Its address stays: people have bookmarked it.
PUT_BACK = ("title", "minutes", "required", "distressing", "one_press")


def original_of(page: StepPage) -> StepFile | None:
    """The step that was made from a file, as the file has it now. None for one that an editor made."""
    steps = (step for module in read_folder(FOLDER) for step in module.steps)
    return next((step for step in steps if step.id == str(page.translation_key)), None)


def may_have_one(page: Page) -> bool:
    """Without reading a file: ids of the files' steps are made of names, those of editors at random."""
    return isinstance(page.specific, StepPage) and page.translation_key.version == 5


def put_back(*, page: StepPage, original: StepFile, person: Any) -> None:
    """The original is the newest draft, over whatever draft there was; the history keeps both."""
    page = page.get_latest_revision_as_object()
    for name in PUT_BACK:
        if name in original.facts:
            setattr(page, name, original.facts[name])
    page.body = StepBlocks().from_file(original.body)
    page.save_revision(user=person, log_action=True)


@require_http_methods(["GET", "POST"])
def original(request: Request, page: int) -> HttpResponse:
    step = get_object_or_404(StepPage, pk=page)
    found = original_of(step) if step.permissions_for_user(request.user).can_edit() else None
    if found is None:
        raise Http404
    if request.method == "GET":
        shown = StepBlocks().from_file(found.body)
        return render(request, "courses/admin/original.html", {"page": step, "original": found, "body": shown})
    put_back(page=step, original=found, person=request.user)
    said = _("The original is now a draft. Check it, then publish it. The version before is in the history.")
    messages.success(request, said)
    return redirect("wagtailadmin_pages:edit", step.pk)
