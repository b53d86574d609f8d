"""Who may be whose supervisor, and what a change of supervisor leaves behind."""

import pytest
from django.db import IntegrityError, transaction

from confidential.models import AccessEntry
from foundation.refusals import Refusal
from people import services
from people.models import Role, SupervisionAssignment


def assign(cast, now, facilitator, supervisor, by=None):
    return services.assign_supervisor(
        facilitator=facilitator, supervisor=supervisor, programme=cast.thames, by=by or cast.cora, now=now
    )


def test_a_new_supervisor_ends_the_old_assignment_at_the_same_instant(cast, now):
    old = SupervisionAssignment.objects.get(facilitator=cast.farah)
    new = assign(cast, now, cast.farah, cast.sam)
    old.refresh_from_db()
    assert (old.ends_at, new.starts_at) == (now, now)


def test_assigning_the_same_supervisor_again_changes_nothing(cast, now):
    held = SupervisionAssignment.objects.get(facilitator=cast.farah)
    assert assign(cast, now, cast.farah, cast.stella) == held


def test_the_change_is_on_the_trail_of_the_facilitator(cast, now):
    assign(cast, now, cast.farah, cast.sam)
    assert [(e.actor, e.action) for e in AccessEntry.objects.filter(owner=cast.farah)] == [
        (cast.cora, "assigned_supervisor")
    ]


@pytest.mark.parametrize(
    ("facilitator", "supervisor", "by", "words"),
    [
        ("farah", "sam", "odette", "Only a coordinator of this programme"),
        ("farah", "sam", "farah", "Only a coordinator of this programme"),
        ("sam", "sam", "cora", "their own supervisor"),
        ("farah", "oscar", "cora", "not a supervisor of the programme"),
        ("farah", "ben", "cora", "not a supervisor of the programme"),
    ],
)
def test_unfit_assignments_are_refused_in_words(cast, now, facilitator, supervisor, by, words):
    with pytest.raises(Refusal, match=words):
        assign(cast, now, getattr(cast, facilitator), getattr(cast, supervisor), getattr(cast, by))


def test_two_people_do_not_supervise_each_other(cast, now):
    services.appoint(person=cast.anna, role=Role.SUPERVISOR, programme=cast.thames, now=now)
    with pytest.raises(Refusal, match="supervise each other"):
        assign(cast, now, cast.sam, cast.anna)


def test_the_database_refuses_self_supervision_too(cast, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionAssignment.objects.create(
            facilitator=cast.sam, supervisor=cast.sam, programme=cast.thames, starts_at=now
        )
