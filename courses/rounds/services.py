"""A clinical lead says that what was finished before must not count any longer, and why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log as note_in_history

from confidential.services import note
from courses.generation import raise_generation
from courses.models import StepPage
from courses.rounds.models import LONGEST_REASON, RedoRound
from courses.rounds.notices import SAFETY
from courses.rounds.queries import authorised_and_concerned
from delivery.mail import notify
from foundation.refusals import Refusal
from people.deeds import AuthorisationDeed
from people.models import Role, User
from people.queries import holds_role
from people.services import lock_person

SAFETY_REASON = "courses.safety_reason"
NOT_YOURS = _("A clinical lead decides this.")
SAY_WHY = _("Write the reason. Everyone who must do the step again will read it.")
TOO_LONG = _("Say it in 200 characters at most. What you wrote is still below.")
TAKEN_BACK = _("This was undone, so no one has to do the step again.")


@transaction.atomic
def record_safety_reason(*, asked: RedoRound, by: User, reason: str, now: datetime) -> RedoRound:
    """From `now` on an authorisation waits until the step was done again. Again it changes nothing.

    In the trail of each person whom it concerns, and in the page's history. Raises Refusal, with what to do next.
    """
    lock_person(by)
    if not holds_role(by, Role.CLINICAL_LEAD, now=now):
        raise Refusal(NOT_YOURS)
    found = RedoRound.objects.select_for_update(of=("self",)).select_related("step").get(pk=asked.pk)
    if found.taken_back_at:
        raise Refusal(TAKEN_BACK)
    if found.safety_at:
        return found
    _refuse_unfit(reason.strip())
    concerned = authorised_and_concerned(found, now)
    found.safety_reason, found.safety_by, found.safety_at = reason.strip(), by, now
    found.save(update_fields=["safety_reason", "safety_by", "safety_at"])
    for authorisation in concerned:
        deed = AuthorisationDeed.PAUSED
        note(authorisation, actor=by, deed=deed, owner_id=authorisation.person_id, now=now, reason=found.safety_reason)
        notify(authorisation.person, SAFETY, about=found.pk, now=now)
    _say_in_the_history(found, by, len(concerned))
    raise_generation()
    return found


def _refuse_unfit(reason: str) -> None:
    if not reason:
        raise Refusal(SAY_WHY)
    if len(reason) > LONGEST_REASON:
        raise Refusal(TOO_LONG)


def _say_in_the_history(asked: RedoRound, by: User, people: int) -> None:
    page = StepPage.objects.filter(translation_key=asked.step_id).first()
    if page:
        facts = {"people": people, "reason": asked.safety_reason}
        note_in_history(instance=page, action=SAFETY_REASON, user=by, data=facts)
