"""What My day says about learning: where to carry on, and how far each module is."""

from courses.models import Enrolment
from courses.outline import current_outline
from courses.queries import Finished, finished_by, first_unfinished, standing_of
from foundation.cards import Card
from foundation.http import Request
from people.models import Role
from people.queries import holds_role

CONTINUE, MODULES = 10, 12


def _learner(request: Request) -> Finished | None:
    """What this person has finished; None for somebody who neither facilitates nor has begun a course. Read once."""
    if not hasattr(request, "_finished_learning"):
        learns = holds_role(request.user, Role.FACILITATOR, now=request.now) or Enrolment.objects.visible_to(
            request.user, request.now
        ).exists()
        found = finished_by([request.user.pk])[request.user.pk] if learns else None
        request._finished_learning = found  # type: ignore[attr-defined]
    kept: Finished | None = request._finished_learning  # type: ignore[attr-defined]
    return kept


def continue_card(request: Request) -> Card | None:
    """One big thing: the next step, or the way back to the course when everything is done."""
    finished, outline = _learner(request), current_outline()
    if finished is None or not any(module.steps for module in outline.modules()):
        return None
    context = {"next": first_unfinished(outline, finished), "begun": bool(finished.steps), "courses": outline.courses}
    return Card("courses/cards/continue.html", CONTINUE, context)


def modules_card(request: Request) -> Card | None:
    finished, outline = _learner(request), current_outline()
    if finished is None:
        return None
    standings = [standing_of(module, finished) for module in outline.modules()]
    return Card("courses/cards/modules.html", MODULES, {"standings": standings}) if standings else None
