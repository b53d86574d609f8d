"""What My day says about confidence: the questions after the training, and where the figures are."""

from courses.cards import learner
from courses.confidence.permissions import programmes_with_figures
from courses.confidence.queries import wanted_now
from foundation.cards import Card
from foundation.http import Request


def ask_card(request: Request) -> Card | None:
    """Once the last module that is needed is finished, three months later and a year later: until they answer or skip,
    or the time has gone by.
    """
    finished, outline = learner(request)
    moment = wanted_now(outline, finished, request.user, request.now) if finished else ""
    return Card("courses/confidence/card_ask.html", {"moment": moment}) if moment else None


def figures_card(request: Request) -> Card | None:
    if not programmes_with_figures(request.roles):
        return None
    return Card("courses/confidence/card_figures.html")
