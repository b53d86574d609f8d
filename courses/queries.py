"""What an editor's screens ask of the course's pages. Opens no text."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from wagtail.models import Page

from courses.models import ModulePage, StepPage
from courses.progress.models import LearningStep
from courses.signing.models import ClinicalSignOff

REVIEW_NOTICE = timedelta(days=60)


def steps_with_work(pages: Iterable[Page]) -> list[str]:
    """Titles of the steps at or below `pages` in which anybody has finished, answered or written anything."""
    keys = [
        key
        for page in pages
        for key in StepPage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)
    ]
    # Opening a page begins a reflection; it is something only when there are words.
    written = Q(reflections__text__version__gt=0) | Q(reflections__declined=True)
    with_work = Q(completions__isnull=False) | Q(answers__isnull=False) | written
    touched = LearningStep.objects.filter(with_work, pk__in=keys)
    return list(touched.order_by("title").values_list("title", flat=True).distinct())


def modules_due_for_review(today: date) -> list[ModulePage]:
    """Published modules whose review falls within 60 days or is overdue, the soonest first."""
    return list(ModulePage.objects.live().filter(review_by__lte=today + REVIEW_NOTICE).order_by("review_by", "title"))


def modules_without_review() -> list[ModulePage]:
    """Those that no clinical lead has approved. Drafts too, by their place in the tree."""
    approved = ClinicalSignOff.objects.approved().reviews()
    return list(ModulePage.objects.exclude(translation_key__in=approved.values("module_key")).order_by("path"))
