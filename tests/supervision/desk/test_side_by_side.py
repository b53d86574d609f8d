"""The pair's logs stand side by side only if both were shared with this reader."""

import pytest
from django.urls import reverse

from people.models import SupervisionAssignment
from supervision.logs.services import withdraw_log
from tests.people import assign
from tests.supervision.world import alder_session, draft_log, share_again, shared_log

ANNAS, BENS = "what Anna felt", "wombat: what Ben felt"


@pytest.fixture
def session(cast):
    return alder_session(cast)


def shown_to_sam(cast, sign_in, version) -> str:
    return sign_in(cast.sam).get(reverse("desk:log", args=[version.pk])).content.decode()


def test_both_when_both_shared(cast, sign_in, session):
    annas, bens = shared_log(cast, cast.anna, session, stirred=ANNAS), shared_log(cast, cast.ben, session, stirred=BENS)
    for version in (annas, bens):
        shown = shown_to_sam(cast, sign_in, version)
        assert [ANNAS in shown, BENS in shown, 'class="hf-pair"' in shown] == [True, True, True]


def test_the_newest_of_the_partners_versions(cast, sign_in, session):
    annas, bens = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session, stirred=BENS)
    share_again(cast, bens, stirred="what Ben thinks now")
    shown = shown_to_sam(cast, sign_in, annas)
    assert ["what Ben thinks now" in shown, "wombat" in shown] == [True, False]


def test_not_a_draft(cast, sign_in, session):
    annas = shared_log(cast, cast.anna, session)
    draft_log(cast, cast.ben, session, stirred=BENS)
    shown = shown_to_sam(cast, sign_in, annas)
    assert ["wombat" in shown, 'class="hf-pair"' in shown, "Ben Walsh" in shown] == [False, False, False]


def test_not_what_was_taken_back(cast, sign_in, session):
    annas, bens = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session, stirred=BENS)
    withdraw_log(log=bens.log, by=cast.ben, now=cast.now)
    assert "wombat" not in shown_to_sam(cast, sign_in, annas)


def test_not_what_was_shared_with_somebody_else(cast, sign_in, session):
    supervision = SupervisionAssignment.objects.get(facilitator=cast.ben)
    supervision.ends_at = cast.now
    supervision.save()
    assign(cast.ben, cast.stella, cast.thames, cast.now)
    annas = shared_log(cast, cast.anna, session, stirred=ANNAS)
    bens = shared_log(cast, cast.ben, session, stirred=BENS)

    assert "wombat" not in shown_to_sam(cast, sign_in, annas)
    shown = sign_in(cast.stella).get(reverse("desk:log", args=[bens.pk])).content.decode()
    assert [BENS in shown, ANNAS in shown] == [True, False]


def test_not_of_another_session(cast, sign_in, session):
    annas = shared_log(cast, cast.anna, session)
    shared_log(cast, cast.ben, alder_session(cast, 10), stirred=BENS)
    assert "wombat" not in shown_to_sam(cast, sign_in, annas)
