"""Splitting a step at a block, and merging two neighbours. Learners' rows follow once it is live (`leading.py`)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses.models import StepPage
from courses.progress.models import LearningStep
from courses.reshaping.bodies import Raw, as_body, divided, ids_of, joined, raw_of
from courses.reshaping.models import Reshaping
from courses.reshaping.queries import newest, waits_for_a_lead, why_not_merged, why_not_split
from courses.signing.doors import step_digest
from foundation.refusals import Refusal

# What a second half has of the page that it was part of.
ALIKE = ("required", "distressing", "one_press", "locale")


@transaction.atomic
def split_step(*, page: StepPage, at: str, title: str, minutes: tuple[int, int], by: Any, now: datetime) -> StepPage:
    """What begins with the block `at` is a new step after this one. Live at once, unless a clinical lead must approve.

    Raises Refusal with what to do first.
    """
    page = _locked(page)
    if why := why_not_split(page):
        raise Refusal(why)
    # Asked before a new step stands in the module.
    waits, was_live = waits_for_a_lead(page), page.live
    source = newest(page)
    first, rest = divided(raw_of(source), at)
    second = _second_half(source, rest, title, minutes[1], by)
    source.body, source.minutes = as_body(first), minutes[0]
    _plan(Reshaping.Kind.SPLIT, page.translation_key, second.translation_key, rest, now)
    half = source.save_revision(user=by, log_action=True)
    if was_live and not waits:
        second.get_latest_revision().publish(user=by)
        half.publish(user=by)
    return second


def _second_half(source: StepPage, body: Raw, title: str, minutes: int, by: Any) -> StepPage:
    facts = {name: getattr(source, name) for name in ALIKE}
    page = StepPage(title=title, minutes=minutes, body=as_body(body), live=False, owner=by, **facts)
    page.content_version = source.content_version
    StepPage.objects.get(pk=source.pk).add_sibling(pos="right", instance=page)
    page.save_revision(user=by, log_action="wagtail.create")
    return page


@transaction.atomic
def merge_steps(*, stays: StepPage, goes: StepPage, title: str, note: str, by: Any, now: datetime) -> None:
    """What is in the one comes after what is in the other. Live at once, unless a clinical lead must approve.

    Raises Refusal with what to do first.
    """
    stays, goes = _locked(stays), _locked(goes)
    if why := why_not_merged(stays, goes):
        raise Refusal(why)
    waits = waits_for_a_lead(stays)
    comes = raw_of(goes)
    _plan(Reshaping.Kind.MERGE, stays.translation_key, goes.translation_key, comes, now, step_digest(goes))
    stays.body, stays.title = as_body(joined(raw_of(stays), comes)), title
    stays.minutes += goes.minutes
    stays.distressing = stays.distressing or goes.distressing
    stays.one_press = stays.one_press and goes.one_press
    _tell(stays, note)
    revision = stays.save_revision(user=by, log_action=True)
    if not waits:
        revision.publish(user=by)


def _tell(page: StepPage, note: str) -> None:
    """As the form's "Tell learners" does."""
    told = LearningStep.objects.get(pk=page.translation_key)
    page.content_version, page.redo_from_version = told.content_version + 1, told.redo_from_version
    page.change_note = note


def _locked(page: StepPage) -> StepPage:
    found: StepPage = StepPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return found


def _plan(kind: str, stays: UUID, other: UUID, blocks: Raw, now: datetime, digest: str = "") -> None:
    """An older plan that came to nothing is dropped: its draft was put back."""
    Reshaping.objects.open().filter(stays=stays).delete()
    Reshaping.objects.create(kind=kind, stays=stays, other=other, blocks=ids_of(blocks), digest=digest, planned_at=now)
