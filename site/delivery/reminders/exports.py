"""What "my data" holds of one's reminders."""

from datetime import datetime
from typing import Any

from delivery.reminders.models import ReminderSettings
from delivery.reminders.rules import reminders
from foundation.exports import Telling, part


@part
def chosen(user: Any, now: datetime) -> Telling[dict[str, Any]]:
    """Empty for who never changed any."""
    own = ReminderSettings.objects.visible_to(user, now)
    yield (own,)
    row = next(iter(own), None)
    if row is None:
        return {}
    titles = [str(rule.title) for name, rule in reminders if name in row.off]
    return {"not_before": f"{row.earliest:02}:00", "not_after": f"{row.latest:02}:00", "turned_off": titles}
