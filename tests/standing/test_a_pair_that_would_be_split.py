"""A supervisor for one of a pair whose other half has another, or is to: said first, and possible all the same."""

from datetime import timedelta

import pytest

from people.models import SupervisionAssignment, SupervisionProposal
from people.proposals.services import propose_supervisor

SPLIT = "the pair is split between two supervisors"


@pytest.fixture
def page(cast) -> str:
    """Of the supervisor for Anna, whom nobody supervises any more."""
    SupervisionAssignment.objects.filter(facilitator=cast.anna, ends_at=None).update(ends_at=cast.now)
    return f"/people/roles/{cast.anna.appointments.get().pk}/supervisor/"


def proposed_to(person) -> list[str]:
    return [
        proposal.supervisor.first_name for proposal in SupervisionProposal.objects.open().filter(facilitator=person)
    ]


def test_a_first_supervisor_who_is_not_the_partners_is_asked_about(cast, sign_in, page):
    answer = sign_in(cast.cora).post(page, {"supervisor": str(cast.stella.pk)})
    shown = answer.content.decode()
    assert (answer.status_code, SPLIT in shown, "Sam Reyes supervises Ben Walsh" in shown) == (422, True, True)
    assert proposed_to(cast.anna) == []


def test_it_goes_on_once_it_is_meant_of_that_one_and_no_other(cast, sign_in, page):
    cora = sign_in(cast.cora)
    other = cora.post(page, {"supervisor": str(cast.grace.pk), "meant": str(cast.stella.pk)})
    assert (other.status_code, proposed_to(cast.anna)) == (422, [])
    assert cora.post(page, {"supervisor": str(cast.stella.pk), "meant": str(cast.stella.pk)}).status_code == 302
    assert proposed_to(cast.anna) == ["Stella"]


@pytest.mark.parametrize("ben", ["supervised by Sam", "without anybody", "to be with Sam, not begun"])
def test_a_supervisor_who_keeps_the_pair_together_is_proposed_without_a_word(cast, sign_in, page, ben):
    if ben != "supervised by Sam":
        bens = SupervisionAssignment.objects.filter(facilitator=cast.ben, ends_at=None)
        bens.update(ends_at=cast.now - timedelta(hours=1))
    if ben == "to be with Sam, not begun":
        propose_supervisor(facilitator=cast.ben, supervisor=cast.sam, programme=cast.thames, by=cast.cora, now=cast.now)
    assert sign_in(cast.cora).post(page, {"supervisor": str(cast.sam.pk)}).status_code == 302
    assert proposed_to(cast.anna) == ["Sam"]


def test_another_who_is_only_proposed_to_the_partner_counts_too(cast, sign_in, page):
    SupervisionAssignment.objects.filter(facilitator=cast.ben, ends_at=None).update(ends_at=cast.now)
    propose_supervisor(facilitator=cast.ben, supervisor=cast.grace, programme=cast.thames, by=cast.cora, now=cast.now)
    shown = sign_in(cast.cora).post(page, {"supervisor": str(cast.stella.pk)}).content.decode()
    assert "Grace Hill is proposed to Ben Walsh" in shown
    assert proposed_to(cast.anna) == []


def test_somebody_in_no_pair_is_proposed_one_without_a_word(cast, sign_in):
    SupervisionAssignment.objects.filter(facilitator=cast.farah, ends_at=None).update(ends_at=cast.now)
    page = f"/people/roles/{cast.farah.appointments.get().pk}/supervisor/"
    assert sign_in(cast.cora).post(page, {"supervisor": str(cast.sam.pk)}).status_code == 302
