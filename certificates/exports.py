"""What "my data" holds of this app: certificates, and what happened to them."""

from datetime import datetime
from typing import Any

from certificates.models import Certificate
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def certificates(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = Certificate.objects.filter(person=user).select_related("file").prefetch_related("events")
    issued = rows.order_by("issued_at")
    yield (issued,)
    return [_certificate(row) for row in issued]


def _certificate(row: Certificate) -> dict[str, Any]:
    file = getattr(row, "file", None)
    return {
        "facts": row.facts,
        "events": [{"what": event.kind, "at": stamp(event.at)} for event in row.events.all()],
        "file_sha256": file.sha256 if file else None,
    }
