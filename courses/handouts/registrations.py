"""What handouts tell the apps below, at start-up: how they are drawn, and that a changed number asks for it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from courses.handouts.exports import handouts_saved
from courses.handouts.services import DRAWING, ask_for_drawing, draw_due
from delivery.models import Effect
from delivery.services import handlers
from directory.models import HelpService
from foundation.exports import exports


def register() -> None:
    handlers.register(DRAWING, draw)
    exports.register("handouts_saved", handouts_saved)
    for signal in (post_save, post_delete):
        signal.connect(number_changed, sender=HelpService, dispatch_uid="courses.handouts.numbers")


def draw(_effect: Effect, now: datetime) -> None:
    """The worker's part. A repeat draws nothing twice."""
    draw_due(content=settings.ROOT / "content", now=now)


def number_changed(**_signal: Any) -> None:
    """A card with an old number is a safety fault, so it is drawn again. The signal brings no time: it is now."""
    ask_for_drawing(now=timezone.now())
