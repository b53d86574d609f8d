"""An agreement, or a change of one, that was only offered needs no answer once the supervision has ended."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import SupervisionAssignment
from supervision.agreements.deeds import AgreementDeed
from supervision.agreements.models import AgreementRevision, SupervisionAgreement
from supervision.agreements.revising import withdraw_revision

PEOPLE = ("agreement__assignment__supervisor", "agreement__assignment__facilitator")


def find(occasion: Occasion) -> Sequence[Hanging]:
    assignment: SupervisionAssignment = occasion.subject
    names = {"supervisor": assignment.supervisor.name, "facilitator": assignment.facilitator.name}
    offered = SupervisionAgreement.objects.filter(assignment=assignment, acknowledged_at=None)
    changes = AgreementRevision.objects.filter(agreement__assignment=assignment, acknowledged_at=None)
    words = _("The agreement that %(supervisor)s offered to %(facilitator)s") % names
    said = _("The agreement that %(supervisor)s offered no longer needs an answer.") % names
    told = (
        ()
        if occasion.gone == assignment.facilitator
        else (Telling(assignment.facilitator, said, reverse("agreements:list")),)
    )
    doing: list[tuple[UUID, Callable[[], None]]] = [
        *((agreement.pk, partial(_withdraw, agreement, occasion.now)) for agreement in offered),
        *((change.pk, partial(_withdraw_change, change, occasion.now)) for change in changes.select_related(*PEOPLE)),
    ]
    return [
        Hanging(
            key,
            words,
            [Choice("withdraw", gettext_lazy("It is withdrawn"), withdraw, told)],
            about=assignment.facilitator,
        )
        for key, withdraw in doing
    ]


def _withdraw_change(change: AgreementRevision, now: datetime) -> None:
    withdraw_revision(revision=change, by=change.agreement.assignment.supervisor, now=now)


def _withdraw(agreement: SupervisionAgreement, now: datetime) -> None:
    still = SupervisionAgreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk, acknowledged_at=None)
    for other_agreement in still.select_related("assignment__supervisor"):
        facilitator_id = other_agreement.assignment.facilitator_id
        note(
            other_agreement,
            actor=other_agreement.assignment.supervisor,
            deed=AgreementDeed.WITHDRAWN,
            owner_id=facilitator_id,
            now=now,
        )
        other_agreement.delete()


ENTRY = Entry(gettext_lazy("Agreements about supervision"), frozenset({Event.SUPERVISOR_CHANGES}), find)
