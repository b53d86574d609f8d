"""What is enough supervision in a programme: each change adds a line."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.refusals import Refusal
from foundation.seen import CHANGED_MEANWHILE, NOT_ASKED, unseen
from people.models import Programme, User
from supervision.hours.counting import RULES, Asked
from supervision.hours.models import MOST_GRACE, MOST_MINUTES, MOST_SESSIONS, MOST_WEEKS, EnoughRule
from supervision.hours.permissions import may_rule
from supervision.hours.queries import rules_of


@transaction.atomic
def set_enough_rule(
    *, programme: Programme, asked: Asked, by: User, seen: str = NOT_ASKED, now: datetime
) -> EnoughRule | None:
    """Count by this rule from now on, what was before too: minutes are kept as they were. The same twice is once.

    None where nothing was ever changed and nothing is now. `seen` is the number of the rule that the page showed.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not may_rule(by, programme, now):
        raise Refusal(_("Only a coordinator or governance lead of the programme can change this. Ask one of them."))
    if not _can_be(asked):
        raise Refusal(_("One of these numbers is too large. Choose smaller ones."))
    shown = rules_of([programme])[0]
    if shown.asked == asked:
        return shown.rule
    if unseen(seen, shown.rule.number if shown.rule else 0):
        raise Refusal(CHANGED_MEANWHILE)
    number = shown.rule.number + 1 if shown.rule else 1
    return EnoughRule.objects.create(programme=programme, number=number, by=by, at=now, **asdict(asked))


def _can_be(asked: Asked) -> bool:
    return (
        asked.rule in RULES
        and 0 <= asked.minutes <= MOST_MINUTES
        and 1 <= asked.weeks <= MOST_WEEKS
        and 0 <= asked.sessions <= MOST_SESSIONS
        and 0 <= asked.grace <= MOST_GRACE
    )
