"""What a step's one form sends: every choice on the page, whichever of its buttons was pressed.

A field is named after its exercise (`<block id>-option`), so that two of a kind may stand on one page. `here` names the
exercises that the page had open: a list without a tick is an answer, a list that was not on the page is none.
Where its author wants one button (`one_press`), the button at the end is that of all its exercises.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from courses.exercises.facts import Exercise
from courses.gone import Gone
from courses.keeping import Keeper
from courses.outline import OutlineStep
from courses.progress.work import WORDS, Missing
from courses.segments import Body, Writing
from foundation.refusals import Refusal

# The exercises that were open on the page; and "I would rather not write".
HERE, DECLINE = "here", "decline"


def one_press(step: OutlineStep, body: Body) -> bool:
    """Whether one button sends, checks and finishes it all. What opens bit by bit keeps buttons of its own."""
    return step.one_press and not body.unfolds


def brought_feedback(post: QueryDict, body: Body) -> bool:
    """Whether something was sent that now says why it is right: it is read before one goes on."""
    here = post.getlist(HERE)
    return any(exercise.told and exercise.block_id in here for exercise in body.exercises)


def choices_for(post: QueryDict, exercise: Exercise) -> QueryDict:
    """What was chosen in this exercise, under the names that its `read` knows. Empty when nothing was."""
    start, found = f"{exercise.block_id}-", QueryDict(mutable=True)
    for name, values in post.lists():
        if name.startswith(start) and (given := [value for value in values if value]):
            found.setlist(name.removeprefix(start), given)
    return found


@dataclass
class Taken:
    """What came of a page that was sent. Empty errors: nothing stands in the way."""

    # Block id -> why it is no answer yet.
    errors: dict[str, str] = field(default_factory=dict)
    # The words that came with it.
    form: Any = None
    # Beside the errors, what has not been answered at all.
    missing: list[Missing] = field(default_factory=list)


def take_page(
    keeper: Keeper,
    post: QueryDict,
    body: Body,
    pressed: Exercise | None,
    pressed_words: Writing | None = None,
    *,
    at_end: bool = False,
) -> Taken:
    """Keep all that is on the page, whichever of its buttons was pressed; None: that which marks it as done.

    `pressed_words`: it is the button of these words. `at_end`: the one button of all exercises. Raises Gone.
    """
    writing = pressed_words or body.prompt(post.get("block", ""))
    if writing is None and post.get(f"part-{WORDS}", "").strip():
        raise Gone
    errors = keep_choices(keeper, post, body.exercises, None if pressed_words else pressed, all_told=at_end)
    form = _take_words(keeper, post, writing, pressed, errors, own=bool(pressed_words)) if writing else None
    missing = keeper.missing() if at_end and errors else []
    return Taken(errors, form, [exercise for exercise in missing if exercise.block_id not in errors])


def keep_choices(
    keeper: Keeper, post: QueryDict, exercises: Iterable[Exercise], pressed: Exercise | None, *, all_told: bool = False
) -> dict[str, str]:
    """Keep every choice that came. What comes back is what is no answer yet, by block id.

    What was begun in an exercise that was not pressed is kept in silence, unless `all_told`.
    """
    here, errors = set(post.getlist(HERE)), {}
    answered = keeper.answered()
    for exercise in exercises:
        if exercise != pressed and (not exercise.chooses or exercise.block_id not in here):
            continue
        sent = choices_for(post, exercise)
        if exercise != pressed and not sent and UUID(exercise.block_id) not in answered:
            continue
        # A button of its own, without the rest of the page, sends plain names.
        given = post if exercise == pressed and not sent else sent
        if error := _keep(keeper, exercise, given):
            begun = exercise.begun(given)
            if exercise == pressed or (sent and (all_told or not begun)):
                errors[exercise.block_id] = error
    return errors


def _keep(keeper: Keeper, exercise: Exercise, given: QueryDict) -> str:
    """Keep one choice, or as much of it as has been made. Empty, or why it is no answer yet."""
    try:
        keeper.answer(exercise, exercise.read(given))
    except Refusal as refusal:
        if begun := exercise.begun(given):
            keeper.begin(exercise, begun)
        return str(refusal)
    return ""


def _take_words(
    keeper: Keeper, post: QueryDict, writing: Writing, pressed: Exercise | None, errors: dict[str, str], *, own: bool
) -> Any:
    """Save the words that came, by their own button or another; what is wrong with them goes to `errors`."""
    prompt, exercise = writing
    form = keeper.form(prompt)
    form.save()
    if form.errors:
        errors[exercise.block_id] = " ".join(str(text) for texts in form.errors.values() for text in texts)
    elif not form.clashed and (own or _counts(keeper, post, writing, pressed)):
        try:
            _note_words(keeper, writing, declined=DECLINE in post or (not own and keeper.declined(prompt)))
        except Refusal as refusal:
            errors[exercise.block_id] = str(refusal)
    return form


def _counts(keeper: Keeper, post: QueryDict, writing: Writing, pressed: Exercise | None) -> bool:
    """Whether what was written is now their answer. Nobody's half line opens the options by another button."""
    half_a_line = writing.exercise.chooses and pressed is not None
    return DECLINE in post or (not half_a_line and keeper.has_words(writing.prompt))


def _note_words(keeper: Keeper, writing: Writing, *, declined: bool) -> None:
    """The words are kept. Where something is chosen too, they are the line that opens it."""
    if writing.exercise.chooses:
        keeper.open_options(writing.prompt, writing.exercise)
    else:
        keeper.note_reflection(writing.prompt, declined=declined)
