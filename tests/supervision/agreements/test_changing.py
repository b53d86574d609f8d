"""A standing agreement is changed: old beside new, both agree again, and until then what was agreed before holds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.agreements.exports import export
from supervision.agreements.models import A_YEAR, AgreementRevision, SupervisionAgreement
from supervision.agreements.revising import acknowledge_revision, withdraw_revision
from supervision.agreements.wording import CURRENT
from supervision.rhythm.queries import of_facilitator, paced
from tests.supervision.agreements.test_pages import terms
from tests.supervision.world import agreed, agreement, change, day

A_MINUTE = timedelta(minutes=1)


def weeks(cast) -> int:
    """Every how many weeks Anna's supervision is due, by what holds."""
    [found] = paced(of_facilitator(cast.anna, cast.now), cast.now)
    return found.rhythm.pace.weeks


def holding() -> tuple[int, int]:
    """The weeks and minutes that hold."""
    holds = SupervisionAgreement.objects.select_related("standing_revision").get().terms
    return holds.weeks_between, holds.minutes


def test_what_was_agreed_before_holds_until_both_agree_again(cast):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), weeks_between=2, minutes=45)
    assert (holding(), weeks(cast)) == ((4, 60), 4)
    acknowledge_revision(revision=offered, by=cast.anna, now=cast.now + A_MINUTE)
    assert (holding(), weeks(cast)) == ((2, 45), 2)


def test_each_of_them_is_told_once(cast):
    first = agreed(cast, cast.anna, cast.sam)
    change(cast, first, weeks_between=2)
    offered = change(cast, first, weeks_between=2)
    for _ in range(2):
        acknowledge_revision(revision=offered, by=cast.anna, now=cast.now + A_MINUTE)
    told = Effect.objects.filter(object_id=offered.pk).order_by("kind")
    assert [(effect.kind, effect.recipient) for effect in told] == [
        ("mail:agreement_acknowledged", cast.sam),
        ("mail:agreement_change", cast.anna),
    ]
    trail = AccessEntry.objects.filter(owner=cast.anna, action__startswith="change_").order_by("at", "action")
    assert [(entry.action, entry.actor) for entry in trail] == [
        ("change_offered", cast.sam),
        ("change_agreed", cast.anna),
    ]


def test_each_version_stays_and_is_taken_along(cast):
    first = agreed(cast, cast.anna, cast.sam)
    for number, length in enumerate((45, 50, 55), start=2):
        offered = change(cast, first, minutes=length)
        assert offered.number == number
        acknowledge_revision(revision=offered, by=cast.anna, now=cast.now)
    [taken] = export(cast.anna, cast.now)
    assert (taken["minutes"], [one["minutes"] for one in taken["changes"]]) == (60, [45, 50, 55])
    assert holding() == (4, 55)


@pytest.mark.parametrize("who", ["sam", "ben", "stella", "cora"])
def test_nobody_else_agrees_to_it(cast, who):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), weeks_between=2)
    with pytest.raises(Refusal):
        acknowledge_revision(revision=offered, by=getattr(cast, who), now=cast.now)
    assert holding() == (4, 60)


@pytest.mark.parametrize("who", ["anna", "stella", "cora"])
def test_nobody_else_takes_it_back(cast, who):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), weeks_between=2)
    assert withdraw_revision(revision=offered, by=getattr(cast, who), now=cast.now) is False
    assert AgreementRevision.objects.count() == 1


def test_a_change_that_was_taken_back_is_not_agreed_to(cast):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), weeks_between=2)
    assert withdraw_revision(revision=AgreementRevision.objects.get(), by=cast.sam, now=cast.now) is True
    with pytest.raises(Refusal, match="was withdrawn while you were reading"):
        acknowledge_revision(revision=offered, by=cast.anna, now=cast.now)
    assert holding() == (4, 60)


def test_a_change_that_changed_on_the_way_is_not_agreed_to(cast):
    first = agreed(cast, cast.anna, cast.sam)
    offered = change(cast, first, weeks_between=2)
    change(cast, first, now=cast.now + A_MINUTE, weeks_between=8)
    with pytest.raises(Refusal, match="terms changed"):
        acknowledge_revision(revision=offered, by=cast.anna, now=cast.now + A_MINUTE, offered_at=offered.offered_at)
    assert holding() == (4, 60)


def test_what_is_agreed_already_is_not_offered_again(cast):
    with pytest.raises(Refusal, match="This is what you have agreed already"):
        change(cast, agreed(cast, cast.anna, cast.sam))
    assert AgreementRevision.objects.count() == 0


def test_what_is_not_agreed_yet_is_not_changed_like_this(cast):
    with pytest.raises(Refusal, match="you can still change the offer itself"):
        change(cast, agreement(cast, cast.anna, cast.sam), weeks_between=2)


def test_a_change_can_be_another_day_alone(cast):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), review_on=day(cast, 200))
    acknowledge_revision(revision=offered, by=cast.anna, now=cast.now)
    holds = SupervisionAgreement.objects.select_related("standing_revision").get().terms
    assert (holds.weeks_between, holds.review_day) == (4, day(cast, 200))


def test_the_database_keeps_every_version(cast):
    offered = change(cast, agreed(cast, cast.anna, cast.sam), weeks_between=2)
    acknowledge_revision(revision=offered, by=cast.anna, now=cast.now)
    for attempt in (
        lambda: AgreementRevision.objects.update(weeks_between=1),
        lambda: AgreementRevision.objects.update(acknowledged_at=None),
        lambda: SupervisionAgreement.objects.update(weeks_between=1),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()
    assert holding() == (2, 60)


def test_the_two_of_them_walk_through_a_change(cast, sign_in):
    sam, anna = sign_in(cast.sam), sign_in(cast.anna)
    first = agreed(cast, cast.anna, cast.sam)
    page, offer = (reverse(f"agreements:{name}", args=[first.pk]) for name in ("detail", "revise"))
    offered = sam.post(offer, terms(cast, weeks_between=3), follow=True).content.decode()
    assert "What you agreed before holds until they agree to this." in offered
    assert "A change of your agreement to read" in anna.get("/me/").content.decode()

    shown = anna.get(page)
    assert [(line.label, line.before, line.after) for line in shown.context["changes"]] == [
        ("How often", "every 4 weeks", "every 3 weeks")
    ]
    ticked = {"read": "on", "offered_at": shown.context["change_form"].initial["offered_at"]}
    done = anna.post(reverse("agreements:agree_to_change", args=[first.pk]), ticked, follow=True)
    assert "From now on this holds" in done.content.decode()
    assert [version.terms.weeks_between for version in done.context["earlier"]] == [4]
    assert (holding(), "A change of your agreement" in anna.get("/me/").content.decode()) == ((3, 60), False)


def test_a_tick_is_asked_for(cast, sign_in):
    first = agreed(cast, cast.anna, cast.sam)
    change(cast, first, weeks_between=2)
    answer = sign_in(cast.anna).post(reverse("agreements:agree_to_change", args=[first.pk]), {}, follow=True)
    assert "Read the change, then tick the box to agree to it." in answer.content.decode()
    assert holding() == (4, 60)


def test_new_wording_is_shown_beside_the_old(cast, sign_in):
    """Two sections were worded anew since 2026-11."""
    first = agreement(cast, cast.anna, cast.sam)
    SupervisionAgreement.objects.update(wording="2026-11", acknowledged_at=cast.now)
    first.refresh_from_db()
    offered = change(cast, first)
    shown = sign_in(cast.anna).get(reverse("agreements:detail", args=[first.pk]))
    assert (offered.wording, shown.context["changes"]) == (CURRENT, [])
    assert [(str(one.heading), len(one.before), len(one.after)) for one in shown.context["reworded"]] == [
        ("What may not stay between us", 2, 2),
        ("When it is urgent", 1, 1),
    ]
    acknowledge_revision(revision=offered, by=cast.anna, now=cast.now)
    page = sign_in(cast.anna).get(reverse("agreements:detail", args=[first.pk])).content.decode()
    assert "The rest, as it was worded then" in page


def test_the_supervisor_takes_a_change_back(cast, sign_in):
    first = agreed(cast, cast.anna, cast.sam)
    change(cast, first, weeks_between=2)
    url = reverse("agreements:take_change_back", args=[first.pk])
    sam = sign_in(cast.sam)
    said = [sam.post(url, follow=True).content.decode() for _ in range(2)]
    assert ("Withdrawn" in said[0], "There is no change to withdraw" in said[1]) == (True, True)
    assert AgreementRevision.objects.count() == 0


def test_the_form_begins_with_what_holds_and_another_year(cast, sign_in):
    first = agreed(cast, cast.anna, cast.sam)
    form = sign_in(cast.sam).get(reverse("agreements:revise", args=[first.pk])).context["form"]
    assert (form.initial["weeks_between"], form.initial["review_on"]) == (4, day(cast, 0) + A_YEAR)


@pytest.mark.parametrize("days", [0, 731])
def test_the_day_lies_ahead_within_two_years(cast, sign_in, days):
    first = agreed(cast, cast.anna, cast.sam)
    sent = terms(cast, weeks_between=2, review_on=f"{day(cast, days)}")
    answer = sign_in(cast.sam).post(reverse("agreements:revise", args=[first.pk]), sent)
    assert (answer.status_code, "Choose a day from tomorrow on" in answer.content.decode()) == (422, True)
    assert AgreementRevision.objects.count() == 0
