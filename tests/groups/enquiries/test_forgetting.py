"""What the worker does once a day: what stands still comes back to the coordinators, and names go when they must."""

from datetime import timedelta

import pytest

from delivery.models import Effect
from groups.enquiries import deciding
from groups.enquiries.forgetting import CLOSING_KEPT, FETCHED_WITHIN, LONGEST, daily_round
from groups.enquiries.models import EnquiryState
from groups.enquiries.services import CLOSING
from groups.models import PeerGroup
from tests.groups.enquiries.making import accepted, again, confirmed, offered

A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("make", "kept"), [(offered, deciding.OFFER_KEPT), (accepted, FETCHED_WITHIN)])
def test_a_place_that_nobody_answers_or_looks_at_comes_back(cast, now, make, kept):
    enquiry = make(cast)
    was = enquiry.state
    daily_round(now + kept - A_MINUTE)
    assert again(enquiry).state == was
    daily_round(now + kept)
    left = again(enquiry)
    assert (left.state, left.group, left.text.destroyed_at) == (EnquiryState.NEW, None, None)


@pytest.mark.parametrize("make", [offered, accepted])
def test_a_place_in_a_group_that_has_ended_comes_back(cast, now, make):
    enquiry = make(cast)
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=PeerGroup.State.ENDED)
    daily_round(now)
    assert again(enquiry).state == EnquiryState.NEW


def test_nobody_is_kept_waiting_for_more_than_half_a_year(cast, now):
    waiting, younger = confirmed(cast, now - LONGEST), confirmed(cast, now - LONGEST + A_MINUTE)
    for enquiry in (waiting, younger):
        deciding.let_wait(enquiry=enquiry, by=cast.cora, now=now - timedelta(days=90))
    daily_round(now)
    assert (again(waiting).state, again(younger).state) == (EnquiryState.LAPSED, EnquiryState.WAITING)
    assert [effect.object_id for effect in Effect.objects.filter(kind=CLOSING)] == [waiting.pk]


def test_names_go_even_where_the_last_mail_never_leaves(cast, now):
    enquiry = confirmed(cast)
    deciding.decline(enquiry=enquiry, by=cast.cora, now=now)
    daily_round(now + CLOSING_KEPT - A_MINUTE)
    assert again(enquiry).text.destroyed_at is None
    daily_round(now + CLOSING_KEPT)
    assert again(enquiry).text.destroyed_because == "settled"
