"""The facilitator reads an agreement and acknowledges it; from then on it stands, in the database too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from tests.supervision.world import agreement


def test_it_holds_once_acknowledged_and_the_supervisor_is_told_once(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    later = cast.now + timedelta(days=1)
    acknowledge_agreement(agreement=offered, by=cast.anna, now=later)
    acknowledge_agreement(agreement=offered, by=cast.anna, now=later + timedelta(days=1))

    assert SupervisionAgreement.objects.get().acknowledged_at == later
    told = Effect.objects.filter(kind="mail:agreement_acknowledged")
    assert [effect.recipient for effect in told] == [cast.sam]


@pytest.mark.parametrize("who", ["sam", "ben", "farah", "cora"])
def test_nobody_else_acknowledges_it(cast, who):
    offered = agreement(cast, cast.anna, cast.sam)
    with pytest.raises(Refusal):
        acknowledge_agreement(agreement=offered, by=getattr(cast, who), now=cast.now)
    assert SupervisionAgreement.objects.get().stands is False


def test_terms_that_changed_on_the_way_are_not_acknowledged(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    offer_agreement(
        assignment=offered.assignment,
        by=cast.sam,
        weeks_between=8,
        minutes=60,
        contact="both",
        now=cast.now + timedelta(minutes=1),
    )
    with pytest.raises(Refusal, match="terms changed"):
        acknowledge_agreement(
            agreement=offered, by=cast.anna, now=cast.now + timedelta(minutes=2), offered_at=offered.offered_at
        )
    assert SupervisionAgreement.objects.get().stands is False


def test_it_is_not_acknowledged_once_the_assignment_has_ended(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    offered.assignment.ends_at = cast.now + timedelta(hours=1)
    offered.assignment.save()
    with pytest.raises(Refusal, match="has ended"):
        acknowledge_agreement(agreement=offered, by=cast.anna, now=offered.assignment.ends_at)


def test_the_database_keeps_what_was_acknowledged(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    acknowledge_agreement(agreement=offered, by=cast.anna, now=cast.now)

    for attempt in (
        lambda: SupervisionAgreement.objects.update(weeks_between=1),
        lambda: SupervisionAgreement.objects.update(acknowledged_at=None),
        lambda: SupervisionAgreement.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()
    assert SupervisionAgreement.objects.get().weeks_between == 4
