"""Issue several certificates at one press: each by the verb that issues one, and by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from certificates.models import Award, Certificate
from certificates.services import issue_certificate
from foundation.refusals import Refusal
from people.models import User


@dataclass(frozen=True)
class Chosen:
    """A certificate that was ticked; `revoked`: their last one of this award was."""

    key: str
    person: User
    award: Award
    revoked: bool


@dataclass(frozen=True)
class Outcome:
    """What became of it: a certificate, or why there is none."""

    chosen: Chosen
    certificate: Certificate | None = None
    refused: str = ""


def issue_several(*, chosen: Iterable[Chosen], by: User, now: datetime) -> list[Outcome]:
    """One that is refused holds no other up. Doing it twice changes nothing."""
    return [_issued(wanted, by, now) for wanted in chosen]


def _issued(wanted: Chosen, by: User, now: datetime) -> Outcome:
    if wanted.revoked:
        return Outcome(wanted, refused=_("Their last certificate was revoked. Issue this one from its own page."))
    try:
        certificate = issue_certificate(award=wanted.award, person=wanted.person, by=by, now=now)
    except Refusal as refusal:
        return Outcome(wanted, refused=str(refusal.message))
    return Outcome(wanted, certificate)
