"""What keeps an authorisation from holding for a while, though nobody has ended it: said by the apps above."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, Q

from foundation.registry import Registry

# now -> whether something is asked of the `person` of a row, and waits for so long that the row does not hold.
Pause = Callable[[datetime], Exists]
pauses: Registry[Pause] = Registry("what pauses an authorisation")


def unpaused(now: datetime) -> list[Q]:
    """Conditions on rows with a `person`: nothing pauses them."""
    return [~Q(pause(now)) for _name, pause in pauses]
