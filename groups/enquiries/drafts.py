"""Answers on their way from one question to the next: sealed, in a cookie of the browser that gives them.

The site keeps nothing of an enquiry before it is sent, not even a session. The cookie opens for the site alone, is good
for two hours after the last answer, and goes with the sending.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from confidential.sealing import SealBroken, open_secret, seal_secret

COOKIE, PURPOSE = "enquiry", "groups.enquiries.drafts"
KEPT = timedelta(hours=2)
# Nobody answers five questions sooner.
QUICKEST = timedelta(seconds=5)


@dataclass
class Draft:
    """`key` becomes the enquiry's, so that one that is sent twice is one."""

    intent: str
    begun: float
    answered: float
    key: str = field(default_factory=lambda: str(uuid4()))
    answers: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls, intent: str, now: datetime) -> "Draft":
        return cls(intent, now.timestamp(), now.timestamp())

    @property
    def enquiry_id(self) -> UUID:
        return UUID(self.key)

    def answer(self, question: str, given: Any, now: datetime) -> None:
        self.answers[question], self.answered = given, now.timestamp()

    def is_too_quick(self, now: datetime) -> bool:
        return now.timestamp() - self.begun < QUICKEST.total_seconds()


def draft_in(request: HttpRequest, now: datetime) -> Draft | None:
    """None where there is none, it is too old, or it is not ours."""
    try:
        found = Draft(**json.loads(open_secret(request.COOKIES.get(COOKIE, ""), PURPOSE)))
    except (SealBroken, ValueError, TypeError):
        return None
    return found if now.timestamp() - found.answered < KEPT.total_seconds() else None


def keep(response: HttpResponseBase, draft: Draft) -> None:
    response.set_cookie(
        COOKIE,
        seal_secret(json.dumps(asdict(draft)), PURPOSE),
        max_age=KEPT,
        path=reverse("enquiries:start"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=reverse("enquiries:start"), samesite="Lax")
