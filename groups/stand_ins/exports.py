"""Where somebody offered to stand in, and held a session alone, for "my data"."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.stand_ins.models import AloneDecision, StandInOffer
from people.models import User


@part
def stand_ins_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    offers = StandInOffer.objects.filter(person=user).select_related("session__group").order_by("offered_at", "pk")
    alone = AloneDecision.objects.filter(person=user).select_related("session__group").order_by("at", "pk")
    yield offers, alone
    return [
        *(
            {
                "group": offer.session.group.code_name,
                "session": f"{offer.for_date.isoformat()} {offer.for_start:%H:%M}",
                "offered": stamp(offer.offered_at),
                "accepted": offer.accepted,
            }
            for offer in offers
        ),
        *(
            {
                "group": made.session.group.code_name,
                "session": made.session.local_date.isoformat(),
                "alone_because": str(made.get_reason_display()),
                "decided": stamp(made.at),
            }
            for made in alone
        ),
    ]
