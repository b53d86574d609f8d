"""What an editor has in hand: their own drafts, and what waits for somebody."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from courses.models import CoursePage, ModulePage, StepPage
from courses.signing.models import ClinicalSignOff

MOST = 8


def drafts_of(person: Any) -> Any:
    """Pages of courses whose newest draft is theirs and not published, the newest first. One query."""
    open_drafts = Q(has_unpublished_changes=True) | Q(live=False)
    pages = Page.objects.type(CoursePage, ModulePage, StepPage).filter(open_drafts, latest_revision__user=person)
    return pages.order_by("-latest_revision_created_at", "pk")[:MOST]


def waiting() -> Any:
    """Sign-offs that wait, the oldest first. One query."""
    return ClinicalSignOff.objects.waiting().select_related("sent_by").order_by("sent_at", "pk")[:MOST]
