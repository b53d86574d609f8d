"""The day when the two look at their agreement again: on My day and by mail, until they have."""

from datetime import timedelta

from django.utils import timezone

from delivery.reminders.rules import Due
from people.models import SupervisionAssignment
from supervision.agreements.models import A_YEAR, SupervisionAgreement
from supervision.agreements.queries import looks_due
from supervision.agreements.revising import acknowledge_revision, withdraw_revision
from tests.supervision.world import agreed, agreement, change, day

A_DAY = timedelta(days=1)


def due(cast, now, people=None) -> set[tuple[str, str]]:
    """Who is reminded of which day."""
    names = {cast.anna.pk: "anna", cast.sam.pk: "sam"}
    return {(names[one.person], one.occasion) for one in looks_due(now, people)}


def test_both_are_reminded_from_that_day_on(cast):
    agreed(cast, cast.anna, cast.sam)
    its_day = str(day(cast, 365))
    assert due(cast, cast.now + A_YEAR - A_DAY) == set()
    assert due(cast, cast.now + A_YEAR) == {("anna", its_day), ("sam", its_day)}
    assert due(cast, cast.now + A_YEAR, [cast.anna.pk]) == {("anna", its_day)}


def test_one_thing_for_each_person_whatever_the_hour(cast):
    """The engine knows by it what it has told: never twice."""
    first = agreed(cast, cast.anna, cast.sam)
    told = [set(looks_due(cast.now + A_YEAR + A_DAY * later, [cast.anna.pk])) for later in (0, 1, 40)]
    assert told == [{Due(cast.anna.pk, first.pk, str(day(cast, 365)))}] * 3


def test_it_is_moot_once_they_have_agreed_anew_and_comes_again(cast):
    first, later = agreed(cast, cast.anna, cast.sam), cast.now + A_YEAR
    offered = change(cast, first, now=later, review_on=day(cast, 730))
    assert due(cast, later) == set()
    acknowledge_revision(revision=offered, by=cast.anna, now=later)
    assert due(cast, later + A_YEAR - A_DAY) == set()
    assert due(cast, later + A_YEAR) == {(name, str(day(cast, 730))) for name in ("anna", "sam")}


def test_it_waits_again_when_the_change_is_taken_back(cast):
    first, later = agreed(cast, cast.anna, cast.sam), cast.now + A_YEAR
    withdraw_revision(revision=change(cast, first, now=later, weeks_between=2), by=cast.sam, now=later)
    assert {name for name, _ in due(cast, later)} == {"anna", "sam"}


def test_it_is_moot_once_the_supervision_has_ended(cast):
    agreed(cast, cast.anna, cast.sam)
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(ends_at=cast.now + A_DAY)
    assert due(cast, cast.now + A_YEAR) == set()


def test_what_nobody_agreed_to_has_no_day(cast):
    agreement(cast, cast.anna, cast.sam)
    assert due(cast, cast.now + A_YEAR) == set()


def test_what_was_agreed_before_there_was_a_day_is_due_after_a_year(cast):
    agreement(cast, cast.anna, cast.sam)
    SupervisionAgreement.objects.update(review_on=None, acknowledged_at=cast.now)
    assert due(cast, cast.now + A_YEAR - A_DAY) == set()
    assert {name for name, _ in due(cast, cast.now + A_YEAR)} == {"anna", "sam"}


def test_my_day_says_so_to_both(cast, sign_in):
    agreement(cast, cast.anna, cast.sam)
    SupervisionAgreement.objects.update(review_on=day(cast, -1), acknowledged_at=cast.now)
    pages = [sign_in(person).get("/me/").content.decode() for person in (cast.anna, cast.sam, cast.ben)]
    assert ["An agreement to look at again" in page for page in pages] == [True, True, False]


def test_both_read_the_day_on_a_persons_page(cast, sign_in):
    agreed(cast, cast.anna, cast.sam)
    said = f"You look at it again on {timezone.localdate(cast.now) + A_YEAR:%-d %B %Y}."
    for person in (cast.anna, cast.sam):
        page = " ".join(sign_in(person).get(f"/people/{cast.anna.pk}/").content.decode().split())
        assert said in page
