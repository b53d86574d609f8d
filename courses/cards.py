"""What My day says about learning: where to carry on, and how far each module is."""

from courses.outline import Outline, current_outline
from courses.progress.models import Enrolment
from courses.progress.queries import Finished, asked_again, changed_since, finished_by, first_unfinished, standing_of
from foundation.cards import Card
from foundation.http import Request
from people.models import Role


def learner(request: Request) -> tuple[Finished | None, Outline]:
    """What this person has finished, and the outline, read once. None for who neither facilitates nor has begun."""
    if not hasattr(request, "_learner"):
        learns = Role.FACILITATOR in request.roles or Enrolment.objects.visible_to(request.user, request.now).exists()
        finished = finished_by([request.user.pk])[request.user.pk] if learns else None
        request._learner = finished, current_outline()  # type: ignore[attr-defined]
    found: tuple[Finished | None, Outline] = request._learner  # type: ignore[attr-defined]
    return found


def continue_card(request: Request) -> Card | None:
    """One big thing: the next step, or the way back to the course when everything is done."""
    finished, outline = learner(request)
    if finished is None or not any(module.steps for module in outline.modules()):
        return None
    context = {"next": first_unfinished(outline, finished), "begun": bool(finished.steps), "courses": outline.courses}
    place = "courses.continue.through" if _is_through(outline, finished) else ""
    return Card("courses/cards/continue.html", context, place)


def modules_card(request: Request) -> Card | None:
    finished, outline = learner(request)
    if finished is None:
        return None
    standings = [standing_of(module, finished) for module in outline.modules()]
    place = "courses.modules.through" if _is_through(outline, finished) else ""
    return Card("courses/cards/modules.html", {"standings": standings}, place) if standings else None


def changed_card(request: Request) -> Card | None:
    """What editors tell those who had finished a step. It goes once it is read, and marked so at the step."""
    finished, outline = learner(request)
    if finished is None:
        return None
    changed = [step for module in outline.modules() for step in changed_since(module, finished.steps)]
    return Card("courses/cards/changed.html", {"changed": changed}) if changed else None


def redo_card(request: Request) -> Card | None:
    """What they had finished and are asked to do again, with the day by which, and the way there."""
    finished, outline = learner(request)
    if finished is None:
        return None
    redo = [step for module in outline.modules() for step in asked_again(module, finished.steps)]
    return Card("courses/cards/redo.html", {"redo": redo}) if redo else None


def _is_through(outline: Outline, finished: Finished) -> bool:
    return all(standing_of(module, finished).complete for module in outline.modules())
