"""Learners' rows are led along once a split or a merge is live. Called where a page went live (`courses.publishing`).

Of a split: who finished the step has finished both halves, and what was answered stands where its exercise stands.
Of a merge: who finished one of the two has finished the whole, and reads what is new to them. Nothing is taken back,
and nothing counts that did not: an answer that "everyone must redo" had taken back stays so.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log as note_in_history

from courses.addresses import address_of
from courses.boosters.models import BoosterAnswer
from courses.exercises.drawing import asked
from courses.exercises.facts import Exercise
from courses.models import StepPage
from courses.own.models import Bookmark, Note
from courses.progress.models import CheckAnswer, LearningStep, Reflection, StepCompletion
from courses.redoing import REDO, last_asked
from courses.reshaping.doors import holds, holds_none, page_of
from courses.reshaping.models import Reshaping
from courses.rounds.models import RedoRound
from courses.segments import Body, compile_body
from courses.signing.doors import step_digest

SPLIT, MERGED = "courses.split", "courses.merged"
# What a second half has of the step that it was part of.
INHERITED = ("module_key", "module_title", "content_version", "redo_from_version", "redo_by", "changes")


@transaction.atomic
def lead_along(page: StepPage) -> None:
    """Carry out what was planned with this page, if learners have it so now."""
    for plan in Reshaping.objects.select_for_update().open().touching(page.translation_key):
        stays, other = page_of(plan.stays), page_of(plan.other)
        if not (stays and other and stays.live and other.live):
            continue
        if plan.kind == Reshaping.Kind.SPLIT and holds(other, plan) and holds_none(stays, plan):
            _close(plan)
            lead_to_halves(stays, other)
        elif plan.kind == Reshaping.Kind.MERGE and holds(stays, plan):
            _close(plan)
            lead_together(stays, other)


def _close(plan: Reshaping) -> None:
    plan.done_at = timezone.now()
    plan.save(update_fields=["done_at"])


def lead_to_halves(page: StepPage, second_page: StepPage) -> None:
    first = LearningStep.objects.select_for_update().get(pk=page.translation_key)
    second = LearningStep(
        pk=second_page.translation_key,
        title=second_page.title,
        minutes=second_page.minutes,
        required=second_page.required,
        live=True,
        digest=step_digest(second_page),
        **{name: getattr(first, name) for name in INHERITED},
    )
    second.save(force_insert=True)
    _repeat_rounds(first, second, page, second_page)
    finished = StepCompletion.objects.filter(step=first)
    StepCompletion.objects.bulk_create(_copied(row, step=second) for row in finished)
    _move_what_was_done(first, second, compile_body(second_page.body))
    facts = {"title": second_page.title, "people": finished.count()}
    note_in_history(instance=page, action=SPLIT, data=facts)


def _copied(row: Any, **changes: Any) -> Any:
    facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    step = changes.pop("step")
    return type(row)(**{**facts, "step_id": step.pk, **changes})


def _repeat_rounds(first: LearningStep, second: LearningStep, page: StepPage, second_page: StepPage) -> None:
    """Who has to do the step again has both halves to do again, by the same day; it can be undone at either."""
    RedoRound.objects.bulk_create(_copied(row, step=second) for row in RedoRound.objects.open().filter(step=first))
    if line := last_asked(first, page):
        note_in_history(instance=second_page, action=REDO, user=line.user, data=line.data)


def _move_what_was_done(first: LearningStep, second: LearningStep, body: Body) -> None:
    """Answers go with their exercises, and private words with what asks for them, or once did."""
    ids = [exercise.block_id for exercise in body.exercises]
    answers = CheckAnswer.objects.filter(step=first, block_id__in=ids)
    prompts = set(Reflection.objects.filter(step=first).values_list("block_id", flat=True))
    asking = list(_as_they_asked(answers, body))
    moved = [key for key in prompts if body.prompt(str(key)) or any(earlier.prompt(str(key)) for earlier in asking)]
    answers.update(step=second)
    Reflection.objects.filter(step=first, block_id__in=moved).update(step=second)
    BoosterAnswer.objects.filter(step=first, block_id__in=ids, was_right=None).update(step=second)


def _as_they_asked(answers: QuerySet[CheckAnswer], body: Body) -> Iterator[Exercise]:
    """Those that ask for words, as they were when they were answered: a turn may have gone since."""
    for answer in answers.filter(block_id__in=[exercise.block_id for exercise in body.exercises if exercise.writes]):
        if exercise := body.exercise(str(answer.block_id)):
            yield asked(exercise, answer.question)


def lead_together(page: StepPage, going_page: StepPage) -> None:
    stays, goes = _both(page, going_page)
    told = bool(stays.changes) and stays.changes[-1][0] == stays.content_version
    # As they have read it who have not read what is told of the merge.
    seen = stays.content_version - told
    finished = _finished_either(stays, goes, seen)
    _bring_what_was_done(stays, goes, seen)
    kept: tuple[Any, ...] = (Bookmark, Note)
    for model in kept:
        _not_there_yet(model, stays, goes, "person").update(step=stays)
    Bookmark.objects.filter(step=goes).delete()
    BoosterAnswer.objects.filter(step=goes, was_right=None).update(step=stays)
    _close_the_page(page, going_page)
    note_in_history(instance=page, action=MERGED, data={"title": going_page.title, "people": finished})


def _bring_what_was_done(stays: LearningStep, goes: LearningStep, seen: int) -> None:
    """What counted there counts here. What was taken back there does not: an answer is to be given again."""
    _say_that_words_were_taken_back(stays, goes)
    answers = _not_there_yet(CheckAnswer, stays, goes, "person", "block_id")
    answers.filter(content_version__lt=goes.redo_from_version).update(passed=False, attempts=0)
    answers.update(step=stays, content_version=seen)
    taken_back = Value(max(stays.redo_from_version - 1, 0))
    version = Case(When(content_version__gte=goes.redo_from_version, then=Value(seen)), default=taken_back)
    words = _not_there_yet(Reflection, stays, goes, "person", "block_id")
    words.update(step=stays, content_version=version)


def _both(page: StepPage, going_page: StepPage) -> list[LearningStep]:
    """Locked, always in the same order."""
    keys = [page.translation_key, going_page.translation_key]
    found = {step.pk: step for step in LearningStep.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def _finished_either(stays: LearningStep, goes: LearningStep, seen: int) -> int:
    """Who finished one of the two keeps it, and how many they are. Who finished both has nothing new to read."""
    there = StepCompletion.objects.filter(step=goes).counting()
    here = StepCompletion.objects.filter(step=stays, person=OuterRef("person"))
    alone = there.filter(~Exists(here))
    made = [_copied(row, step=stays, content_version=seen) for row in alone]
    if stays.redo_from_version <= seen:
        of_the_other = there.filter(content_version=goes.content_version, person=OuterRef("person"))
        up_to_date = StepCompletion.objects.filter(Exists(of_the_other), step=stays, content_version=seen)
        up_to_date.update(content_version=stays.content_version)
    StepCompletion.objects.bulk_create(made)
    return StepCompletion.objects.filter(step=stays).counting().count()


def _say_that_words_were_taken_back(stays: LearningStep, goes: LearningStep) -> None:
    """Versions begin at 1: where nothing was ever taken back here, version 0 is for what was taken back there."""
    if goes.redo_from_version and not stays.redo_from_version:
        stays.redo_from_version = 1
        stays.save(update_fields=["redo_from_version"])


def _not_there_yet(model: Any, stays: LearningStep, goes: LearningStep, *same: str) -> QuerySet[Any]:
    """Rows of the step that goes, of which there is none yet in the one that stays. The others stay where they are."""
    there = model.objects.filter(step=stays, **{name: OuterRef(name) for name in same})
    free = list(model.objects.filter(~Exists(there), step=goes).values_list("pk", flat=True))
    rows: QuerySet[Any] = model.objects.filter(pk__in=free)
    return rows


def _close_the_page(page: StepPage, going: StepPage) -> None:
    """Its address leads on, and so do all that led to it. The page is kept, unpublished."""
    Redirect.objects.filter(redirect_page=going).update(redirect_page=page)
    path = Redirect.normalise_path(address_of(**going.address()))
    facts = {"redirect_page": page, "is_permanent": True, "automatically_created": True}
    Redirect.objects.update_or_create(old_path=path, site=None, defaults=facts)
    going.unpublish()
