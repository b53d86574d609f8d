"""What "my data" holds of endings."""

from datetime import datetime

from foundation.days import stamp
from foundation.exports import Telling, part
from people.endings.models import Told
from people.models import User


@part
def told(user: User, _now: datetime) -> Telling[list[dict[str, str | None]]]:
    """What `user` was told when something ended."""
    told_before = Told.objects.filter(person=user).order_by("at", "pk")
    yield (told_before,)
    return [
        {"at": stamp(telling.at), "words": telling.words, "seen_at": stamp(telling.seen_at)} for telling in told_before
    ]
