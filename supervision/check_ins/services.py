"""Ask to be checked in with, take it back, say that one has been in touch. Nothing here escalates."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import SupervisionAssignment, User
from people.queries import covers_of, supervision_of
from supervision.check_ins.deeds import CheckInDeed
from supervision.check_ins.models import CheckIn


@transaction.atomic
def ask_to_check_in(*, by: User, now: datetime) -> CheckIn:
    """Ask one's supervisor to get in touch. While it waits, asking again changes nothing."""
    assignment = supervision_of(by, now)
    if assignment is None:
        raise Refusal(_("You have no supervisor at present. Ring your coordinator, or one of the numbers under Help."))
    return ask_of(assignment=assignment, now=now)


@transaction.atomic
def ask_of(*, assignment: SupervisionAssignment, now: datetime) -> CheckIn:
    """The same, of one supervisor: from My day or with a log, it is one question until they have been in touch."""
    by = assignment.facilitator
    # Locked, so that two clicks are one question.
    SupervisionAssignment.objects.select_for_update().get(pk=assignment.pk)
    found, made = CheckIn.objects.get_or_create(
        person=by,
        supervisor=assignment.supervisor,
        programme=assignment.programme,
        answered_at=None,
        defaults={"asked_at": now},
    )
    if made:
        note(found, actor=by, deed=CheckInDeed.ASKED, owner_id=by.pk, now=now)
        covers = covers_of(assignment.supervisor, assignment.programme_id, now)
        for person in covers or [assignment.supervisor]:
            notify(person, "something_waiting", about=found.pk, now=now)
    return found


@transaction.atomic
def take_back(*, check_in: CheckIn, by: User, now: datetime) -> None:
    """The one who asked needs it no more. One that was answered stays."""
    waiting = CheckIn.objects.select_for_update().waiting().filter(pk=check_in.pk, person=by).first()
    if waiting:
        note(waiting, actor=by, deed=CheckInDeed.TAKEN_BACK, owner_id=by.pk, now=now)
        waiting.delete()


@transaction.atomic
def say_in_touch(*, check_in: CheckIn, by: User, now: datetime) -> CheckIn:
    """`by` has been in touch with the person. Twice is once."""
    waiting = CheckIn.objects.select_for_update(of=("self",)).received_by(by, now).filter(pk=check_in.pk).first()
    if waiting is None:
        raise Refusal(_("This is no longer with you, so nothing has changed. Go to My day to see what is with you."))
    if waiting.answered_at is None:
        waiting.answered_at, waiting.answered_by = now, by
        waiting.save(update_fields=["answered_at", "answered_by"])
        note(waiting, actor=by, deed=CheckInDeed.IN_TOUCH, owner_id=waiting.person_id, now=now)
    return waiting
