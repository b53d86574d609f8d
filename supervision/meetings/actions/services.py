"""What somebody agreed to do: it is done, dropped with a reason, or has another date."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from foundation.refusals import Refusal
from people.models import User
from supervision.meetings import permissions
from supervision.meetings.actions.models import ActionDate
from supervision.meetings.deeds import ActionDeed
from supervision.meetings.models import ACTION_MOVES, SupervisionAction

State, DropReason = SupervisionAction.State, SupervisionAction.DropReason


@transaction.atomic
def close_action(
    *, action: SupervisionAction, by: User, state: str, reason: str = "", now: datetime
) -> SupervisionAction:
    """Its person has done it, or lets it go for a reason from the list. Twice is once."""
    action = _locked(action, by, now)
    if action.state == state:
        return action
    ACTION_MOVES.check(action.state, state)
    if state == State.DROPPED and reason not in DropReason.values:
        raise Refusal(_("Choose why you drop it."))
    action.state, action.closed_at = state, now
    action.drop_reason = reason if state == State.DROPPED else ""
    action.save(update_fields=["state", "closed_at", "drop_reason"])
    note(action, actor=by, deed=ActionDeed(state), owner_id=by.pk, now=now)
    return action


@transaction.atomic
def change_date(*, action: SupervisionAction, by: User, due: date, now: datetime) -> SupervisionAction:
    """Its person will do it by another day; the day before that stays in its history. Twice is once."""
    action = _locked(action, by, now)
    if action.state != State.OPEN:
        raise Refusal(_("This action is closed, so its date stays. Agree a new one at your next meeting."))
    if action.due == due:
        return action
    if due < action.meeting.today(now):
        raise Refusal(_("This day has passed. Choose a later one."))
    ActionDate.objects.create(action=action, due=action.due, by=by, at=now)
    action.due = due
    action.save(update_fields=["due"])
    note(action, actor=by, deed=ActionDeed.CHANGED_DATE, owner_id=by.pk, now=now)
    return action


def _locked(action: SupervisionAction, by: User, now: datetime) -> SupervisionAction:
    action = SupervisionAction.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=action.pk)
    if action.person_id != by.pk or not permissions.actions_open_to(by, now).filter(pk=action.pk).exists():
        raise Refusal(_("You cannot change this action now. Bring it to your next meeting."))
    return action
