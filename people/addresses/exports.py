"""What "my data" holds of the addresses of an account."""

from datetime import datetime

from foundation.days import stamp
from foundation.exports import Telling, part
from people.addresses.models import AddressChange
from people.models import User


@part
def address_changes(user: User, _now: datetime) -> Telling[list[dict[str, object]]]:
    """What happened to the addresses of the account."""
    changes = AddressChange.objects.filter(person=user).order_by("at", "pk")
    yield (changes,)
    return [
        {
            "at": stamp(change.at),
            "happened": change.happened,
            "addresses_before": change.before,
            "stopped_at": stamp(change.stopped_at),
            "settled_at": stamp(change.settled_at),
            "outcome": change.outcome,
        }
        for change in changes
    ]
