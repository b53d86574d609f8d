"""What "my data" holds of one's calendar: that there is an address, never which."""

from datetime import datetime
from typing import Any

from delivery.calendar.models import CalendarAddress
from foundation.days import stamp
from foundation.exports import Telling, part


@part
def address_of(user: Any, _now: datetime) -> Telling[dict[str, Any]]:
    """Empty for who never made one."""
    addresses = CalendarAddress.objects.filter(person=user)
    yield (addresses,)
    for address in addresses:
        looked = address.fetched_on.isoformat() if address.fetched_on else None
        return {"made": stamp(address.made_at), "last_fetched_on": looked, "by": address.fetched_by or None}
    return {}
