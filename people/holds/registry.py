"""What upper apps say of notices that are held, and do as somebody comes to be out of reach."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from foundation.registry import Registry
from people.holds.models import NoticeHold

# By the name of a notice: (what it is about, now) -> whom it speaks of, None where that is nobody in particular.
behind: Registry[Callable[[UUID, datetime], UUID | None]] = Registry("whom a notice speaks of")

# Called as notices about somebody are held: what was with them goes to others.
when_put_on_hold: Registry[Callable[[NoticeHold, datetime], None]] = Registry(
    "what happens as somebody is out of reach"
)
