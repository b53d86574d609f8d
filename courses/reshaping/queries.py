"""What a split or a merge means, in sentences with counts, and what stands in its way."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.consequences import concerned_by
from courses.models import LONGEST, ModulePage, StepPage
from courses.progress.models import CheckAnswer, LearningStep, Reflection, StepCompletion
from courses.reshaping.bodies import Raw, as_body, ids_of, raw_of
from courses.reshaping.doors import ASKED_AGAIN, is_asked_again
from courses.reshaping.models import Reshaping
from courses.segments import compile_body
from courses.signing.doors import needs_sign_off


@dataclass(frozen=True)
class People:
    """How many finished both of two steps, and how many one of them alone."""

    finished_both: int
    finished_one: int


def newest(step: StepPage) -> StepPage:
    """What learners have; of a step that was never published, its draft."""
    return step if step.live else step.get_latest_revision_as_object()


def why_not_reshaped(step: StepPage) -> str:
    """What an editor must do first; empty where nothing stands in the way."""
    named = {"title": step.title}
    if step.alias_of_id or step.aliases.exists():
        return _("“%(title)s” is shown in two places. Make the alias a page of its own first.") % named
    if whole := _part_of_a_plan(step):
        return _("“%(title)s” is part of a change of “%(whole)s” that is not published. Publish that first.") % {
            **named,
            "whole": whole,
        }
    if step.locked or step.workflow_in_progress:
        return _("“%(title)s” is locked or in a workflow. Finish that first.") % named
    if step.go_live_at or step.expire_at or step.scheduled_revision:
        return _("“%(title)s” has a schedule. Take it away first.") % named
    if step.live and step.has_unpublished_changes:
        return _("“%(title)s” has a draft that is not published. Publish it, or put back the version before.") % named
    if not step.live and LearningStep.objects.filter(pk=step.translation_key).exists():
        return _("“%(title)s” was taken down. Publish it first, so that what people did in it is led along.") % named
    return ""


def _part_of_a_plan(step: StepPage) -> str:
    """The step whose draft splits this one off, or takes it in."""
    plans = Reshaping.objects.open().filter(other=step.translation_key).values("stays")
    drafted = StepPage.objects.filter(translation_key__in=plans, has_unpublished_changes=True).first()
    return drafted.title if drafted else ""


def why_not_split(step: StepPage) -> str:
    if len(newest(step).body) < 2:
        return _("“%(title)s” has one block, so there is nothing to split.") % {"title": step.title}
    return why_not_reshaped(step)


def why_not_merged(stays: StepPage, goes: StepPage) -> str:
    for step in (stays, goes):
        if why := why_not_reshaped(step):
            return why
        if not step.live:
            return _("“%(title)s” is a draft. Publish it first.") % {"title": step.title}
        if is_asked_again(step):
            return str(ASKED_AGAIN % {"title": step.title})
    return _why_not_alike(stays, goes)


def _why_not_alike(stays: StepPage, goes: StepPage) -> str:
    first, second = compile_body(stays.body), compile_body(goes.body)
    if stays.required != goes.required:
        return _("One of the two counts towards the module and the other does not. Make them alike first.")
    if stays.minutes + goes.minutes > LONGEST:
        return _("Together they take %(minutes)d minutes, and a step takes 8 at most. Shorten one first.") % {
            "minutes": stays.minutes + goes.minutes
        }
    if set(ids_of(raw_of(stays))) & set(ids_of(raw_of(goes))):
        return _("The two have blocks in common: one is a copy of the other. Take the copied blocks out first.")
    if all(any(exercise.writes for exercise in body.exercises) for body in (first, second)):
        return _("Both have a place to write, and a step has one. Take one out first.")
    if (stays.one_press or goes.one_press) and (first.unfolds or second.unfolds):
        return _("One has one button at the end, and the other a scenario or a conversation. Make them alike first.")
    return ""


def neighbours(step: StepPage) -> list[tuple[StepPage, StepPage]]:
    """(the one that stays, the one that goes): with the step before, and with the one after."""
    there = list(StepPage.objects.sibling_of(step).live().order_by("path"))
    return [pair for pair in pairwise(there) if step in pair]


def of_a_split(step: StepPage, second: Raw, titles: tuple[str, str]) -> list[str]:
    """Each a sentence, for the page that asks."""
    people = concerned_by(step)
    keys = [exercise.block_id for exercise in compile_body(as_body(second)).exercises]
    found = [_("“%(first)s” keeps its address. “%(second)s” is a new step after it.") % _pair(titles)]
    if people.finished:
        found.append(_finished_both_halves(people.finished))
    if people.half_way:
        found.append(_half_way(people.half_way, _began(step, keys)))
    return [*found, *_of_the_gate(step)]


def _finished_both_halves(people: int) -> str:
    return ngettext(
        "%(people)d person who has finished it will have finished both.",
        "%(people)d people who have finished it will have finished both.",
        people,
    ) % {"people": people}


def _half_way(people: int, there: int) -> str:
    facts = {"people": people, "there": there}
    return (
        ngettext(
            "%(people)d person is half-way. Each answer goes where its question goes: %(there)d in the second half.",
            "%(people)d people are half-way. Each answer goes where its question goes: %(there)d of them have answered "
            "in the second half.",
            people,
        )
        % facts
    )


def _began(step: StepPage, blocks: list[str]) -> int:
    """People who are not finished and have something at these blocks."""
    of_block: dict[str, Any] = {"step": step.translation_key, "block_id__in": blocks}
    done = StepCompletion.objects.filter(step=step.translation_key).counting().values("person")
    written = Q(text__version__gt=0) | Q(declined=True)
    chose = CheckAnswer.objects.filter(**of_block).exclude(person__in=done).values_list("person", flat=True)
    wrote = Reflection.objects.filter(written, **of_block).exclude(person__in=done).values_list("person", flat=True)
    return len(set(chose) | set(wrote))


def who_finished(stays: StepPage, goes: StepPage) -> People:
    first, second = (
        set(StepCompletion.objects.filter(step=step.translation_key).counting().values_list("person", flat=True))
        for step in (stays, goes)
    )
    return People(len(first & second), len(first ^ second))


def of_a_merge(stays: StepPage, goes: StepPage, note: str) -> list[str]:
    people, half_way = who_finished(stays, goes), concerned_by(stays).half_way + concerned_by(goes).half_way
    titles = stays.title, goes.title
    found = [
        _("What is in “%(second)s” comes after what is in “%(first)s”.") % _pair(titles),
        _("The address of “%(second)s” leads to “%(first)s”. Its page is kept, unpublished.") % _pair(titles),
    ]
    if people.finished_both:
        found.append(_finished_both(people.finished_both))
    if people.finished_one:
        found.append(_finished_one(people.finished_one, note))
    if half_way:
        kept = _("What the %(people)d who are half-way in one of them have answered is kept.")
        found.append(kept % {"people": half_way})
    return [*found, *_of_the_gate(stays)]


def _finished_both(people: int) -> str:
    return ngettext(
        "%(people)d person has finished both, and stays finished.",
        "%(people)d people have finished both, and stay finished.",
        people,
    ) % {"people": people}


def _finished_one(people: int, note: str) -> str:
    return ngettext(
        "%(people)d person has finished one of the two. They stay finished, and read: “%(note)s”.",
        "%(people)d people have finished one of the two. They stay finished, and read: “%(note)s”.",
        people,
    ) % {"people": people, "note": note}


def _pair(titles: tuple[str, str]) -> dict[str, str]:
    return {"first": titles[0], "second": titles[1]}


def _of_the_gate(step: StepPage) -> list[str]:
    if not waits_for_a_lead(step):
        return []
    return [
        _(
            "A clinical lead must approve the module first: this makes drafts. Learners have what they have now until "
            "you publish what was approved."
        )
    ]


def waits_for_a_lead(step: StepPage) -> bool:
    module = module_of(step)
    return bool(step.live and module.live and needs_sign_off(module))


def module_of(step: Page) -> ModulePage:
    module: ModulePage = step.get_parent().specific
    return module
