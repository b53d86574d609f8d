"""What a page of questions carries instead of a cookie: when it was opened and what its answer will be called.

Signed by the site and kept nowhere. The name is random; by it an answer that is sent twice is one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing

from groups.enquiries.drafts import QUICKEST

SALT = "impact.tickets"
# A page that is older asks once more.
LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Ticket:
    key: UUID
    opened: float

    @classmethod
    def new(cls, now: datetime) -> "Ticket":
        return cls(uuid4(), now.timestamp())

    def __str__(self) -> str:
        return signing.dumps([str(self.key), self.opened], salt=SALT)

    def is_too_quick(self, now: datetime) -> bool:
        return now.timestamp() - self.opened < QUICKEST.total_seconds()


def ticket_in(text: str, now: datetime) -> Ticket | None:
    """None for what is not ours, or too old."""
    try:
        key, opened = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return Ticket(UUID(key), opened) if 0 <= now.timestamp() - opened < LASTS.total_seconds() else None
