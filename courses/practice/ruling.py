"""Whether a programme asks for a kind of practice before it authorises: each change adds a line, with its reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.practice.models import ASKED_FROM_THE_BEGINNING, PracticeRule
from courses.practice.standing import rule_of
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from foundation.seen import CHANGED_MEANWHILE, NOT_ASKED, unseen
from people.models import Programme, Role, User
from people.queries import holds_role

MAY_RULE = (Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY)


def may_rule(user: User, programme: Programme, now: datetime) -> bool:
    """A coordinator of the programme, its governance lead or their deputy."""
    return holds_role(user, *MAY_RULE, now=now, programme_id=programme.pk)


@transaction.atomic
def set_rule(
    *, programme: Programme, kind: str, asks: bool, reason: str, by: User, seen: str = NOT_ASKED, now: datetime
) -> PracticeRule | None:
    """Ask for this kind of practice, or not, from now on. Whoever is authorised stays so. The same twice is once.

    None where nothing was ever changed and nothing is now. `seen` is the number of the rule that the page showed.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not may_rule(by, programme, now):
        raise Refusal(_("Only a coordinator or governance lead of the programme can change this. Ask one of them."))
    reason = "" if asks else line_or_refusal(reason)
    last = rule_of(programme, kind)
    stands = (last.asks, last.reason) if last else (kind in ASKED_FROM_THE_BEGINNING, "")
    if stands == (asks, reason):
        return last
    if unseen(seen, last.number if last else 0):
        raise Refusal(CHANGED_MEANWHILE)
    if not asks and not reason:
        raise Refusal(_("Write why. Everyone who looks at the readiness board sees it."))
    number = last.number + 1 if last else 1
    return PracticeRule.objects.create(
        programme=programme, kind=kind, number=number, asks=asks, reason=reason, by=by, at=now
    )
