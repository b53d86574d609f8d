"""The step page, for whoever looks at it: a learner, or an editor in a preview. One function builds what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses import sending
from courses.drawn_once import html_of
from courses.exercises.drawing import Drawn, draw
from courses.exercises.facts import Exercise
from courses.generation import Mark, content_cache
from courses.handouts.permissions import may_have_handouts
from courses.handouts.queries import changed_since_saved
from courses.keeping import Keeper, LearnersOwn
from courses.numbers import HelpHere, Numbers, numbers_at, numbers_in_draft
from courses.outline import Outline, OutlineStep, Place
from courses.own.queries import Kept, kept_at
from courses.progress.queries import counts, news_of
from courses.progress.work import Missing, Work, is_done
from courses.segments import Body, HandoutHere, Prose, RecordingHere, body_of
from foundation.http import Request

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Trouble:
    """What the last request could not do: shown on top and at its exercise, with what was sent still in place."""

    missing: list[Missing] = field(default_factory=list)
    # Block id -> what is wrong there.
    errors: dict[str, str] = field(default_factory=dict)
    words: Any = None
    message: str = ""


@dataclass(frozen=True)
class Frame:
    """What of a step page is the same for everybody: its head, the rule that completes it, the ways back and ahead."""

    head: SafeString
    rule: SafeString
    # What the button says that finishes the step.
    press: str
    back: SafeString
    ahead: SafeString


def step_page(request: Request, outline: Outline, place: Place, trouble: Trouble | None = None) -> HttpResponse:
    """The step as this learner sees it now."""
    body = body_of(outline, place.step)
    own = LearnersOwn(request, place, body)
    context = drawn_for(own, place, body, numbers_at(outline, place), trouble, outline.mark)
    context |= {
        "frame": content_cache.get(
            outline.mark, ("frame", place.step.page_id), lambda: draw_frame(place.step, place, body)
        ),
        "contents": contents(outline, place, own.work),
        "tools": tools(outline, place, kept_at(place.step.key, request.user, request.now)),
        "may_have_handouts": body.has_handouts
        and may_have_handouts(request.user, request.roles, place.course.key, request.now),
        "changed_handouts": changed_since_saved(body.handouts, request.user, request.now),
    }
    return render(request, "courses/step.html", context, status=UNPROCESSABLE if trouble else 200)


def drawn_for(
    keeper: Keeper,
    place: Place,
    body: Body,
    numbers: Numbers,
    trouble: Trouble | None = None,
    mark: Mark | None = None,
) -> dict[str, Any]:
    """A step with what one person has done in it, in all that differs from one to another.

    `mark` is that of published content, whose exercises are drawn once for many; none is kept of a draft.
    """
    step, learner = keeper.step, Learner(keeper, trouble or Trouble())
    at_end = sending.one_press(step, body) and not counts(step, keeper.work.finished)
    drawn = [replace(learner.drawn(exercise), sent_at_end=at_end) for exercise in body.exercises]
    for exercise in drawn if mark else ():
        exercise.html = html_of(exercise, mark)
    context = page_context(step, place, body, drawn, numbers) | learner.context()
    going_on = "" if trouble or context["done"] else goes_on(drawn)
    return context | {"one_press": at_end, "saved_by": says_at_end(step, body) if at_end else "", "goes_on": going_on}


def for_nobody(step: OutlineStep, place: Place | None, body: Body) -> dict[str, Any]:
    """The same page for nobody in particular, in a preview: nothing answered, and nothing that can be sent."""
    drawn = [replace(draw(exercise), sent_at_end=sending.one_press(step, body)) for exercise in body.exercises]
    context = page_context(step, place, body, drawn, numbers_in_draft(place, step.key, body.helps))
    return context | {
        "frame": draw_frame(step, place, body),
        "contents": draw_contents(place, frozenset()) if place else "",
        "inert": True,
    }


def goes_on(drawn: Sequence[Drawn]) -> str:
    """Where on the page somebody goes on who has done or begun something: the first exercise that is not done.

    It follows from what they have answered: where they read is noted nowhere.
    """
    begun = any(item.done or item.chosen or (item.words and any(item.words.initial.values())) for item in drawn)
    return next((item.exercise.landing for item in drawn if not item.done), "") if begun else ""


def page_context(
    step: OutlineStep, place: Place | None, body: Body, drawn: list[Drawn], numbers: Numbers
) -> dict[str, Any]:
    """What the template needs whoever looks."""
    segments = list(drawn_segments(body, drawn, numbers))
    ahead = spoiling_from(segments)
    return {
        "step": step,
        "place": place,
        "segments": list(joined(segments[:ahead])),
        "spoiling": list(joined(segments[ahead:])),
        "mentions_the_plan": body.mentions_the_plan,
        "rings": next((segment["help"] for segment in segments[:ahead] if "help" in segment), None),
        "short_list": numbers.short_list,
        # The step has one form, and one place to write in it.
        "words": next((item.words for item in drawn if item.words), None),
        # Folded away it stays, whatever is missing; what somebody has begun in there they have opened themselves.
        "spoiling_open": any(segment["drawn"].error for segment in segments[ahead:] if "drawn" in segment),
    }


def drawn_segments(body: Body, drawn: list[Drawn], numbers: Numbers) -> Iterator[dict[str, Any]]:
    exercises = iter(drawn)
    for segment in body.segments:
        if isinstance(segment, Prose):
            yield {"html": segment.html}
        elif isinstance(segment, HelpHere):
            yield {"help": segment, "in_full": segment.block_id == numbers.in_full}
        elif isinstance(segment, HandoutHere):
            yield {"handout": segment.handout}
        elif isinstance(segment, RecordingHere):
            yield {"recording": segment.recording}
        else:
            exercise = next(exercises)
            yield {"drawn": exercise, "html": exercise.html}


def joined(segments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same with each run of ready HTML in one: the template takes longer to go round than to write."""
    for is_ready, run in groupby(segments, lambda segment: bool(segment.get("html"))):
        if is_ready:
            yield {"html": mark_safe("\n".join(segment["html"] for segment in run))}  # noqa: S308 -- each of them is
        else:
            yield from run


def spoiling_from(segments: list[dict[str, Any]]) -> int:
    """Where the text begins that discusses what is answered above it: folded away until this person has answered."""
    for at, segment in enumerate(segments):
        drawn = segment.get("drawn")
        if drawn and drawn.url and not drawn.done and drawn.exercise.unfolds:
            return at + 1
    return len(segments)


def draw_frame(step: OutlineStep, place: Place | None, body: Body) -> Frame:
    # Each kind of exercise once.
    rules = list(dict.fromkeys(exercise.rule for exercise in body.exercises))
    press = says_at_end(step, body)
    return Frame(
        head=render_to_string("courses/step_head.html", {"step": step, "place": place}),
        rule=render_to_string("courses/step_rule.html", {"rules": rules, "press": press}),
        press=press,
        back=render_to_string("courses/step_ways.html", {"place": place, "ahead": False}),
        ahead=render_to_string("courses/step_ways.html", {"place": place, "ahead": True}),
    )


def says_at_end(step: OutlineStep, body: Body) -> str:
    """What the button says that finishes the step."""
    if not sending.one_press(step, body) or not body.exercises:
        return _("Mark as done and continue")
    return _("Check and finish") if body.tells else _("Save and finish")


def contents(outline: Outline, place: Place, work: Work) -> SafeString:
    """The list of the module's steps, kept for each set of finished ones: most learners go through them in order."""
    finished = frozenset(step.key for step in place.module.steps if counts(step, work.finished))
    key = ("contents", place.step.page_id, finished)
    return content_cache.get(outline.mark, key, lambda: draw_contents(place, finished))


def draw_contents(place: Place, finished: frozenset[UUID]) -> SafeString:
    return render_to_string("courses/step_contents.html", {"place": place, "finished": finished})


def tools(outline: Outline, place: Place, kept: Kept) -> SafeString:
    """What somebody may do beside the step: one of four ways to look, each drawn once."""

    def draw_tools() -> SafeString:
        return render_to_string("courses/own/tools.html", {"place": place, "step": place.step, "kept": kept})

    return content_cache.get(outline.mark, ("tools", place.step.page_id, kept), draw_tools)


class Learner:
    """One person in front of one step: what they have done there, drawn."""

    def __init__(self, keeper: Keeper, trouble: Trouble) -> None:
        self.keeper, self.trouble = keeper, trouble
        self.step, self.work, self.person, self.now = keeper.step, keeper.work, keeper.person, keeper.now

    def context(self) -> dict[str, Any]:
        done = counts(self.step, self.work.finished)
        return {
            "done": done,
            "done_at": self.work.finished_at.get(self.step.key) if done else None,
            "news": news_of(self.step, self.work.finished),
            "trouble": self.trouble,
            "page_has_errors": bool(self.trouble.errors or self.trouble.missing or self.trouble.message),
        }

    @property
    def reader(self) -> str:
        """Whose order and draw it is: another one once they are asked to do the step again."""
        again = self.step.redo_from_version
        return f"{self.person.pk}/{again}" if again else str(self.person.pk)

    def drawn(self, exercise: Exercise) -> Drawn:
        block_id = exercise.block_id
        answer = self.work.answers.get(block_id)
        if answer and answer.content_version < self.step.redo_from_version:
            answer = None
        drawn = draw(
            exercise,
            url=f"{self.step.url}answer/{block_id}/",
            answer=answer,
            done=is_done(exercise, self.step, self.work, self.person, self.now),
            error=self.trouble.errors.get(block_id, ""),
            reader=self.reader,
        )
        if exercise.writes:
            self._put_words(drawn)
        return drawn

    def _put_words(self, drawn: Drawn) -> None:
        """The lines that stand; and the form for private words, where it is their turn."""
        exercise = drawn.exercise
        if drawn.answered:
            drawn.lines = dict(self._lines(exercise.lines(drawn.chosen)))
        if not drawn.closed and (prompt := exercise.prompt_now(drawn.chosen, answered=drawn.answered)):
            reflection = self.work.reflections.get(prompt.block_id)
            drawn.prompt, drawn.declined = prompt, bool(reflection and reflection.declined)
            drawn.words_url = f"{self.step.url}words/{prompt.block_id}/"
            drawn.words = self._words_form(drawn, prompt)

    def _lines(self, prompts: Sequence[Exercise]) -> Iterator[tuple[str, str]]:
        for prompt in prompts:
            if prompt.block_id in self.work.reflections:
                yield prompt.block_id, self.work.words_at(prompt.block_id, self.person, self.now)

    def _words_form(self, drawn: Drawn, prompt: Exercise) -> Any:
        refused = self.trouble.words
        if refused is not None and drawn.error:
            return refused
        form = self.keeper.form(prompt)
        # This request may have brought something else than these words.
        form.is_bound = form.unsaved = False
        return form
