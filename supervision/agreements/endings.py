"""An agreement that was only offered needs no answer once the supervision has ended; a new one is due."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import SupervisionAssignment
from supervision.agreements.models import SupervisionAgreement


def find(occasion: Occasion) -> Sequence[Hanging]:
    held: SupervisionAssignment = occasion.subject
    names = {"supervisor": held.supervisor.name, "facilitator": held.facilitator.name}
    offered = SupervisionAgreement.objects.filter(assignment=held, acknowledged_at=None)
    words = _("The agreement that %(supervisor)s offered to %(facilitator)s") % names
    said = _("The agreement that %(supervisor)s offered no longer needs an answer.") % names
    told = () if occasion.gone == held.facilitator else (Telling(held.facilitator, said, "/agreements/"),)
    return [
        Hanging(
            one.pk,
            words,
            [Choice("withdraw", gettext_lazy("It is withdrawn"), partial(_withdraw, one, occasion.now), told)],
            about=held.facilitator,
        )
        for one in offered
    ]


def _withdraw(agreement: SupervisionAgreement, now: datetime) -> None:
    still = SupervisionAgreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk, acknowledged_at=None)
    for one in still.select_related("assignment__supervisor"):
        facilitator_id = one.assignment.facilitator_id
        note(one, actor=one.assignment.supervisor, action="withdrawn", owner_id=facilitator_id, now=now)
        one.delete()


ENTRY = Entry(gettext_lazy("Agreements about supervision"), frozenset({Event.SUPERVISOR_CHANGES}), find)
