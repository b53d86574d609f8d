"""What somebody wrote into the register of protected time, for "my data"."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.protected_time.models import ProtectedTime
from people.models import User


@part
def protected_time_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    written = ProtectedTime.objects.filter(by=user).select_related("programme", "group", "director")
    written = written.order_by("at", "pk")
    yield (written,)
    return [
        {
            "programme": fact.programme.name,
            "for": str(fact.scope),
            "what": str(fact.get_standing_display()),
            "with": fact.agreed_with,
            "how": str(fact.get_form_display()),
            "when": fact.slot,
            "from": fact.starts_on.isoformat(),
            "until": fact.ends_on.isoformat() if fact.ends_on else None,
            "covered_by": fact.covered_by,
            "evidence": fact.evidence,
            "next_step": fact.next_step,
            "next_by": fact.next_by.isoformat() if fact.next_by else None,
            "written": stamp(fact.at),
        }
        for fact in written
    ]
