"""Everyone is asked to do a step again, as an editor does it."""

from courses.models import StepPage
from courses.rounds.models import RedoRound
from tests.courses.world import publish_signed

NOTE = "The number has changed"


def ask_again(page: StepPage) -> RedoRound:
    """The step as it is, published once more; the round that this began."""
    page.content_version += 1
    page.redo_from_version, page.change_note = page.content_version, NOTE
    publish_signed(page)
    return RedoRound.objects.get(step=page.translation_key, from_version=page.content_version)
