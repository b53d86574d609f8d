"""The address of somebody who never came is not kept for ever."""

from datetime import timedelta

import pytest

from people.invitations.services import accept_invitation, forget_unanswered, send_again, withdraw_invitation
from people.models import Invitation, Role
from tests.standing.inviting import invited

A_YEAR = timedelta(days=365)


@pytest.mark.parametrize(("days", "stays"), [(13, True), (15, False)])
def test_one_that_expired_goes(cast, now, days, stays):
    invited(cast, now=now - A_YEAR)
    deleted = forget_unanswered(before=now - A_YEAR + timedelta(days=days))
    assert (deleted, Invitation.objects.exists()) == (0 if stays else 1, stays)


def test_one_that_was_withdrawn_goes_sooner(cast, now):
    invitation = invited(cast, now=now - A_YEAR)
    withdraw_invitation(invitation=invitation, by=cast.cora, now=now - A_YEAR + timedelta(days=1))
    assert forget_unanswered(before=now - A_YEAR + timedelta(days=2)) == 1


def test_one_that_was_sent_again_waits_anew(cast, now):
    invitation = invited(cast, now=now - A_YEAR)
    send_again(invitation=invitation, by=cast.cora, now=now - timedelta(days=1))
    assert forget_unanswered(before=now) == 0


def test_one_that_was_accepted_stays_because_it_says_who_gave_the_role(cast, now):
    invitation = invited(cast, "farah@example.org", Role.TRAINER, now=now - A_YEAR)
    accept_invitation(invitation=invitation, by=cast.farah, now=now - A_YEAR)
    assert forget_unanswered(before=now) == 0
    assert Invitation.objects.get().accepted_by == cast.farah
