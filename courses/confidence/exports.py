"""What "my data" holds of how sure somebody was."""

from datetime import datetime
from typing import Any

from courses.confidence.models import ConfidenceSheet
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def sheets(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """Each moment at which they were asked, and what they said."""
    asked = ConfidenceSheet.objects.visible_to(user, now).order_by("asked_at", "pk")
    yield (asked,)
    return [
        {
            "moment": str(sheet.get_moment_display()),
            "asked": stamp(sheet.asked_at),
            "skipped": sheet.skipped,
            "answered": stamp(sheet.answered_at),
            "how_sure_from_0_to_10": sheet.answers,
            "knew": sheet.known,
            "version_of_the_questions": sheet.version,
        }
        for sheet in asked
    ]
