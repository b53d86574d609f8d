"""What "my data" holds of handouts: which ones somebody saved."""

from datetime import datetime
from typing import Any

from courses.handouts.models import SavedHandout
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def handouts_saved(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = SavedHandout.objects.visible_to(user, now).select_related("handout").order_by("saved_at", "pk")
    yield (rows,)
    return [{"handout": row.handout.title, "version": row.version, "saved": stamp(row.saved_at)} for row in rows]
