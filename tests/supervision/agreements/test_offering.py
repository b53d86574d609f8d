"""A supervisor offers an agreement for one assignment, and may change it until it is acknowledged."""

from datetime import timedelta

import pytest

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.queries import agreement_of
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from supervision.agreements.wording import CURRENT, WORDINGS
from tests.supervision.world import agreement, assignment


def test_an_offer_is_dated_names_its_wording_and_tells_the_facilitator_once(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    agreement(cast, cast.anna, cast.sam)

    assert agreement_of(assignment(cast.anna, cast.sam)) == offered
    assert (offered.offered_at, offered.acknowledged_at, offered.wording) == (cast.now, None, CURRENT)
    told = [(effect.kind, effect.recipient) for effect in Effect.objects.all()]
    assert told == [("mail:agreement_offered", cast.anna)]
    assert AccessEntry.objects.filter(action="offered", owner=cast.anna, actor=cast.sam).count() == 1


def test_other_terms_replace_an_offer_that_nobody_acknowledged(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    later = cast.now + timedelta(minutes=5)
    offer_agreement(assignment=offered.assignment, by=cast.sam, weeks_between=2, minutes=45, contact="mail", now=later)

    standing = SupervisionAgreement.objects.get()
    assert (standing.pk, standing.weeks_between, standing.minutes, standing.contact) == (offered.pk, 2, 45, "mail")
    assert standing.offered_at == later
    assert Effect.objects.filter(kind="mail:agreement_offered").count() == 2


def test_an_acknowledged_agreement_is_not_changed(cast):
    offered = agreement(cast, cast.anna, cast.sam)
    acknowledge_agreement(agreement=offered, by=cast.anna, now=cast.now)

    with pytest.raises(Refusal, match="You have both agreed to this"):
        offer_agreement(
            assignment=offered.assignment, by=cast.sam, weeks_between=2, minutes=60, contact="both", now=cast.now
        )
    assert SupervisionAgreement.objects.get().weeks_between == 4


@pytest.mark.parametrize("who", ["stella", "grace", "anna", "cora", "oscar"])
def test_nobody_else_offers_it(cast, who):
    with pytest.raises(Refusal, match="do not supervise"):
        offer_agreement(
            assignment=assignment(cast.anna, cast.sam),
            by=getattr(cast, who),
            weeks_between=4,
            minutes=60,
            contact="both",
            now=cast.now,
        )
    assert SupervisionAgreement.objects.count() == 0


def test_it_is_offered_up_to_the_instant_at_which_the_assignment_ends(cast):
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now + timedelta(hours=1)
    supervision.save()

    def offer(now):
        return offer_agreement(
            assignment=supervision, by=cast.sam, weeks_between=4, minutes=60, contact="both", now=now
        )

    with pytest.raises(Refusal):
        offer(supervision.ends_at)
    assert offer(supervision.ends_at - timedelta(microseconds=1)).pk


def test_every_wording_says_that_nothing_goes_to_arcp():
    headings = {name: [str(section.heading) for section in sections] for name, sections in WORDINGS.items()}
    assert {name: "Nothing goes to ARCP" in found for name, found in headings.items()} == dict.fromkeys(WORDINGS, True)
