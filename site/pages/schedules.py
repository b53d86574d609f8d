"""What editors scheduled happens: a revision goes live, a page that expires is taken down. The worker asks.

Wagtail has a command for it, `publish_scheduled`, which one page that fails would keep from all the others. These are
its two steps, one page at a time.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from wagtail.log_actions import log as note_in_history
from wagtail.models import DraftStateMixin, Page, Revision

from delivery.chores import Chore, chores
from foundation.refusals import Refusal

log = logging.getLogger("pages")

EVERY = timedelta(seconds=20)
REFUSED = "pages.schedule_refused"


def register() -> None:
    chores.register("pages.schedules", Chore(EVERY, do_what_was_scheduled))


def do_what_was_scheduled(now: datetime) -> None:
    """Take down first, as Wagtail does: a page that expires and goes live again at one moment is live."""
    for page in list(expired(now)):
        keep_going(take_down, page)
    for revision in list(Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")):
        keep_going(put_up, revision)


def expired(now: datetime) -> Iterator[Any]:
    """Whatever has drafts: pages, and anything else that may come to have them."""
    drafted = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    for model in (Page, *(model for model in drafted if not issubclass(model, Page))):
        yield from model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")


@transaction.atomic
def take_down(page: Any) -> None:
    page = page.specific if isinstance(page, Page) else page
    try:
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except (Refusal, ValidationError) as refusal:
        type(page).objects.filter(pk=page.pk).update(expire_at=None)
        note_refusal(page, refusal)


@transaction.atomic
def put_up(revision: Revision) -> None:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except (Refusal, ValidationError) as refusal:
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        note_refusal(revision.content_object, refusal)


def note_refusal(page: Any, refusal: Exception) -> None:
    """It would be refused again: the schedule is taken back, and the page's history says why."""
    why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    note_in_history(instance=page, action=REFUSED, data={"why": why})


def keep_going(job: Any, about: Any) -> None:
    """One page that fails keeps no other from its turn; it is tried again the next time."""
    try:
        job(about)
    except (OperationalError, InterfaceError):
        raise
    except Exception as failure:  # whatever a page's own code may raise
        log.warning("scheduled: %s %s failed: %s", type(about).__name__, about.pk, type(failure).__name__)
