"""The register of protected time: facts are added, each by whoever may say it, and nothing is changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from delivery.models import Effect
from foundation.days import local_day
from foundation.refusals import IllegalMove, Refusal
from groups.protected_time.exports import protected_time_of
from groups.protected_time.models import MOVES, ProtectedTime, Standing
from groups.protected_time.queries import facts_of, holding_for, register_of, what_to_do
from groups.protected_time.services import open_matter
from tests.groups.protected_time.asking import answered, asked, said

pytestmark = pytest.mark.django_db


def told(kind: str = "protected_time") -> list[str]:
    effects = Effect.objects.filter(kind=f"mail:{kind}").order_by("recipient__first_name")
    return [effect.recipient.first_name for effect in effects]


def test_a_director_is_asked_and_agrees(cast):
    first = asked(cast)
    assert told() == ["Tara"]
    agreed = answered(first, cast, Standing.AGREED)
    assert [fact.standing for fact in facts_of(first.matter)] == ["agreed", "asked"]
    assert list(register_of(cast.thames)) == [agreed]
    assert told() == ["Cora", "Tara"]


def test_what_was_agreed_elsewhere_begins_the_register(cast):
    fact = asked(cast, standing=Standing.AGREED, director=None, with_whom="Dr Ling, head of school")
    assert (fact.standing, fact.agreed_with, told()) == ("agreed", "Dr Ling, head of school", [])


def test_the_pair_is_told_when_their_time_is_withdrawn(cast):
    agreed = asked(cast, group=cast.alder, standing=Standing.AGREED)
    answered(agreed, cast, Standing.WITHDRAWN)
    assert told("protected_time_withdrawn") == ["Anna", "Ben"]


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("following", Standing)
def test_moves_are_those_of_the_table(cast, standing, following):
    first = asked(cast)
    if standing != Standing.ASKED:
        before = first if MOVES.allow(Standing.ASKED, standing) else answered(first, cast, Standing.AGREED)
        first = answered(before, cast, standing)
    if MOVES.allow(standing, following):
        assert answered(first, cast, following, by=cast.cora).number == first.number + 1
    else:
        with pytest.raises(IllegalMove):
            answered(first, cast, following, by=cast.cora)


@pytest.mark.parametrize("name", ["anna", "sam", "gwen", "odette", "tess", "tara"])
def test_a_coordinator_alone_asks(cast, name):
    with pytest.raises(Refusal, match="Only a coordinator"):
        open_matter(programme=cast.thames, group=None, by=getattr(cast, name), said=said(cast), now=cast.now)
    assert not ProtectedTime.objects.exists()


@pytest.mark.parametrize("name", ["anna", "sam", "gwen", "odette", "tess"])
def test_nobody_else_answers(cast, name):
    first = asked(cast)
    with pytest.raises(Refusal, match="Only a coordinator or a training"):
        answered(first, cast, Standing.AGREED, by=getattr(cast, name))


def test_a_director_does_not_ask_themselves(cast):
    declined = answered(asked(cast), cast, Standing.DECLINED)
    with pytest.raises(Refusal, match="Only a coordinator"):
        answered(declined, cast, Standing.ASKED)


def test_it_is_agreed_with_a_director_of_this_programme(cast):
    with pytest.raises(Refusal, match="of this programme"):
        asked(cast, director=cast.odette)


def test_whoever_was_overtaken_is_told(cast):
    first = asked(cast)
    answered(first, cast, Standing.DECLINED)
    with pytest.raises(IllegalMove):
        answered(first, cast, Standing.AGREED, by=cast.cora)


@pytest.mark.parametrize("change", [lambda rows: rows.update(slot="never"), lambda rows: rows.delete()])
def test_a_fact_is_never_changed(cast, change):
    asked(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(ProtectedTime.objects.all())
    assert ProtectedTime.objects.get().slot == "Thursdays, 12:30 to 13:30"


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (0, ""),
        (182 - 85, ""),
        (182 - 57, "Ask for the time after it by {day}: rotas are made eight weeks ahead."),
        (182 - 56, "It ends within eight weeks. Ask again now."),
        (182, "It ends within eight weeks. Ask again now."),
        (183, "It has lapsed. Ask again, or agree a new time."),
    ],
)
def test_what_to_do_about_an_agreement(cast, days, line):
    fact = asked(cast, standing=Standing.AGREED)
    day = f"{fact.ends_on - timedelta(weeks=8):%-d %B %Y}"
    assert str(what_to_do(fact, local_day(cast.now) + timedelta(days=days))) == line.format(day=day)


def test_two_weeks_without_an_answer(cast):
    fact = asked(cast)
    lines = [str(what_to_do(fact, local_day(cast.now) + timedelta(days=days))) for days in (13, 14)]
    assert lines == ["", "There has been no answer for two weeks. Ask again."]


def test_a_step_that_is_due(cast):
    fact = asked(cast, next_step="ring her secretary", next_by=local_day(cast.now))
    assert what_to_do(fact, local_day(cast.now)) == "ring her secretary"


def test_a_group_has_its_own_and_its_programmes(cast):
    whole = asked(cast, standing=Standing.AGREED)
    alder = asked(cast, group=cast.alder, standing=Standing.AGREED)
    answered(asked(cast, group=cast.alder), cast, Standing.DECLINED)
    held = {
        group.code_name: set(holding_for(group, local_day(cast.now))) for group in (cast.alder, cast.birch, cast.cedar)
    }
    assert held == {"Alder": {whole, alder}, "Birch": {whole}, "Cedar": set()}


def test_what_somebody_wrote_is_in_their_data(cast):
    first = asked(cast, group=cast.alder)
    answered(first, cast, Standing.AGREED)
    written = {name: protected_time_of(getattr(cast, name), cast.now) for name in ("cora", "tara", "odette")}
    assert [[(row["for"], row["what"]) for row in rows] for rows in written.values()] == [
        [("Alder", "asked")],
        [("Alder", "agreed")],
        [],
    ]


def test_the_same_request_seen_late_adds_nothing(cast, sign_in):
    first = asked(cast)
    client = sign_in(cast.tara)
    address = reverse("protected_time:matter", args=[first.matter])
    typed = {
        "seen": str(first.pk),
        "standing": "agreed",
        "starts_on": "2027-01-04",
        "ends_on": "2027-06-30",
        "form": "teaching",
    }
    assert client.post(address, typed).status_code == 302
    late = client.post(address, typed | {"standing": "withdrawn"})
    assert (late.status_code, ProtectedTime.objects.count()) == (422, 2)
    assert "This has changed since you opened the page." in late.content.decode()


def test_a_director_reads_no_groups_name_and_no_plans_of_the_coordinator(cast, sign_in):
    fact = asked(cast, group=cast.alder, next_step="ring her secretary")
    address = reverse("protected_time:matter", args=[fact.matter])
    pages = {name: sign_in(getattr(cast, name)).get(address).content.decode() for name in ("cora", "gwen", "tara")}
    assert {name: ("Alder" in page, "ring her secretary" in page) for name, page in pages.items()} == {
        "cora": (True, True),
        "gwen": (True, True),
        "tara": (False, False),
    }


def test_what_was_agreed_for_days_gone_by_stays(cast):
    begun = local_day(cast.now) - timedelta(days=30)
    agreed = asked(cast, standing=Standing.AGREED, starts_on=begun)
    with pytest.raises(Refusal, match="Choose today or a later day"):
        answered(agreed, cast, Standing.WITHDRAWN, starts_on=local_day(cast.now) - timedelta(days=1))
    assert answered(agreed, cast, Standing.WITHDRAWN).starts_on == local_day(cast.now)


def test_a_director_who_changes_what_holds_begins_with_today(cast, sign_in):
    agreed = asked(cast, standing=Standing.AGREED, starts_on=local_day(cast.now) - timedelta(days=30))
    page = sign_in(cast.tara).get(reverse("protected_time:matter", args=[agreed.matter]))
    assert page.context["form"]["starts_on"].value() == local_day(cast.now)
