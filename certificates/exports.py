"""What "my data" holds of this app: authorisations, certificates and what happened to them."""

from datetime import datetime
from typing import Any

from certificates.models import Certificate
from foundation.days import stamp
from people.models import Authorisation, User


def part(user: User, now: datetime) -> dict[str, Any]:
    authorisations = Authorisation.objects.filter(person=user).select_related("programme", "confirmed_by")
    certificates = Certificate.objects.filter(person=user).select_related("file").prefetch_related("events")
    return {
        "authorisations": [authorisation(row) for row in authorisations.order_by("starts_at")],
        "certificates": [certificate(row) for row in certificates.order_by("issued_at")],
    }


def authorisation(row: Authorisation) -> dict[str, Any]:
    return {
        "programme": row.programme.name,
        "from": stamp(row.starts_at),
        "until": stamp(row.ends_at),
        "confirmed_by": row.confirmed_by.name,
        "basis": row.basis,
    }


def certificate(row: Certificate) -> dict[str, Any]:
    kept = getattr(row, "file", None)
    return {
        "facts": row.facts,
        "events": [{"what": event.kind, "at": stamp(event.at)} for event in row.events.all()],
        "file_sha256": kept.sha256 if kept else None,
    }
