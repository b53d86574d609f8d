"""What My day says about confidence: the questions after the training, and where the figures are."""

from courses.cards import learner
from courses.confidence.permissions import programmes_with_figures
from courses.confidence.queries import wants_after
from foundation.cards import Card
from foundation.http import Request


def ask_card(request: Request) -> Card | None:
    """Once the last module that is needed is finished, until they answer or skip, or four weeks have gone by."""
    finished, outline = learner(request)
    if finished is None or not wants_after(outline, finished, request.user, request.now):
        return None
    return Card("courses/confidence/card_ask.html")


def figures_card(request: Request) -> Card | None:
    if not programmes_with_figures(request.roles):
        return None
    return Card("courses/confidence/card_figures.html")
