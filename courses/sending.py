"""What a step's one form sends: every choice on the page, whichever of its buttons was pressed.

A field is named after its exercise (`<block id>-option`), so that two of a kind may stand on one page. `here` names the
exercises that the page had open: a list without a tick is an answer, a list that was not on the page is none.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from courses import services
from courses.exercises import Exercise, ReflectionPrompt
from courses.models import CheckAnswer
from courses.outline import Place
from foundation.http import Request
from foundation.refusals import Refusal

HERE = "here"


def choices_for(post: QueryDict, exercise: Exercise) -> QueryDict:
    """What was chosen in this exercise, under the names that its `read` knows. Empty when nothing was."""
    start, found = f"{exercise.block_id}-", QueryDict(mutable=True)
    for name, values in post.lists():
        if name.startswith(start) and (given := [value for value in values if value]):
            found.setlist(name.removeprefix(start), given)
    return found


def keep_choices(
    request: Request, place: Place, exercises: Iterable[Exercise], pressed: Exercise | None
) -> Mapping[str, str]:
    """Keep every choice that came. What comes back is what could not be kept, by block id."""
    here, errors = set(request.POST.getlist(HERE)), {}
    answered = _answered(place, request)
    for exercise in exercises:
        if exercise != pressed and (isinstance(exercise, ReflectionPrompt) or exercise.block_id not in here):
            continue
        sent = choices_for(request.POST, exercise)
        if exercise != pressed and not sent and UUID(exercise.block_id) not in answered:
            continue
        # A button of its own, without the rest of the page, sends plain names.
        given = request.POST if exercise == pressed and not sent else sent
        if error := _keep(request, place, exercise, given):
            begun = exercise.begun(given)
            if exercise == pressed or (sent and not begun):
                errors[exercise.block_id] = error
    return errors


def _answered(place: Place, request: Request) -> set[UUID]:
    rows = CheckAnswer.objects.filter(step_id=place.step.key, person=request.user)
    return set(rows.values_list("block_id", flat=True))


def _keep(request: Request, place: Place, exercise: Exercise, given: QueryDict) -> str:
    """Keep one choice, or as much of it as has been made. Empty, or why it is no answer yet."""
    who: dict[str, Any] = {"place": place, "exercise": exercise, "person": request.user, "now": request.now}
    try:
        services.answer_exercise(chosen=exercise.read(given), **who)
    except Refusal as refusal:
        if begun := exercise.begun(given):
            services.keep_begun(chosen=begun, **who)
        return str(refusal)
    return ""
