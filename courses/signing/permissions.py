"""Who sends, reads and decides."""

from datetime import datetime

from courses.signing.models import ClinicalSignOff
from courses.signing.queries import writers_of
from people.models import Role, User
from people.queries import holds_role


def why_not_decided(sign_off: ClinicalSignOff, person: User, now: datetime) -> str:
    """Which rule keeps this person from deciding: "role" or "writer"; empty when they may."""
    correction = sign_off.kind == ClinicalSignOff.Kind.CORRECTION
    if not holds_role(person, Role.EDITOR if correction else Role.CLINICAL_LEAD, now=now):
        return "role"
    return "writer" if person.pk in writers_of(sign_off) else ""
