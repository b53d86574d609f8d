"""Each programme has a plan for when somebody is not safe; without one no group begins, and those that run say so."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction

from confidential import triggers
from courses.content_entries import fixed_id
from courses.segments import with_links_to_the_plan
from foundation.cards import cards
from foundation.refusals import Refusal
from groups.models import Facilitation, PeerGroup
from groups.pairs import services as pairs
from people.models import ProgrammePlan
from people.plans.models import PlanText
from people.plans.queries import plan_of
from people.plans.services import write_plan
from tests.courses.world import block, entry, make_step, make_world

RUNNING = PeerGroup.State.RUNNING


def said(cast, **changes) -> PlanText:
    told = {
        "order_of_calls": "999, then Sam.",
        "emergency_contacts": "With Cora.",
        "on_call": "Sam, by day.",
        "review_on": (cast.now + timedelta(days=90)).date(),
    }
    return PlanText(**told | changes)


def form(cast, **changes) -> dict[str, str]:
    text = said(cast)
    return {
        "order_of_calls": text.order_of_calls,
        "emergency_contacts": text.emergency_contacts,
        "on_call": text.on_call,
        "review_on": text.review_on.isoformat(),
    } | changes


@pytest.fixture
def no_plan(cast):
    """Thames as it was before anybody filled one in."""
    triggers.remove()
    ProgrammePlan.objects.filter(programme=cast.thames).delete()
    triggers.install()


@pytest.fixture
def elder(cast):
    """A group with its pair, both authorised, that has not begun."""
    group = pairs.found_group(programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now)
    for place, person in enumerate((cast.anna, cast.farah), start=1):
        Facilitation.objects.create(group=group, person=person, place=place, starts_at=cast.now)
    return group


def path(cast, more: str = "") -> str:
    return f"/plan/{cast.thames.pk}/{more}"


def test_no_group_begins_before_the_plan_is_filled(cast, no_plan, elder):
    with pytest.raises(Refusal, match="First fill in the programme's plan: you find it on My day"):
        pairs.move_group(group=elder, to=RUNNING, by=cast.cora, now=cast.now)
    elder.refresh_from_db()
    assert elder.state == PeerGroup.State.RECRUITING
    write_plan(programme=cast.thames, by=cast.gwen, said=said(cast), now=cast.now)
    assert pairs.move_group(group=elder, to=RUNNING, by=cast.cora, now=cast.now).state == RUNNING


def test_another_programmes_plan_does_not_do(cast, no_plan, elder):
    assert plan_of(cast.dales) is not None
    with pytest.raises(Refusal):
        pairs.move_group(group=elder, to=RUNNING, by=cast.cora, now=cast.now)


def test_a_group_that_runs_without_one_warns_its_pair_and_the_coordinator(cast, sign_in, no_plan):
    pages = {
        name: sign_in(getattr(cast, name)).get(f"/groups/{cast.alder.pk}/").content.decode()
        for name in ("anna", "ben", "cora")
    }
    assert ["ask your coordinator who to ring" in pages[name] for name in pages] == [True, True, False]
    assert ["Fill in the plan today" in pages[name] for name in pages] == [False, False, True]


def test_a_group_whose_programme_has_one_leads_to_it(cast, sign_in):
    page = sign_in(cast.anna).get(f"/groups/{cast.alder.pk}/").content.decode()
    assert f'href="{path(cast)}"' in page
    assert "has no plan yet" not in page


def test_each_saving_is_a_version_and_the_former_one_stays_beside_it(cast, sign_in):
    cora, gwen = sign_in(cast.cora), sign_in(cast.gwen)
    cora.post(path(cast, "write/"), form(cast, on_call="Sam."))
    gwen.post(path(cast, "write/"), form(cast, on_call="Stella."))
    versions = ProgrammePlan.objects.of(cast.thames)
    assert [(plan.on_call, plan.written_by.first_name) for plan in versions] == [
        ("Stella.", "Gwen"),
        ("Sam.", "Cora"),
        ("The supervisor, day and night.", "Cora"),
    ]
    page = BeautifulSoup(sign_in(cast.anna).get(path(cast)).content, "html.parser")
    assert [item.get_text(strip=True).split(", ")[-1] for item in page.select("details summary")] == ["Cora Lind"] * 2


def test_who_was_overtaken_is_told_and_both_are_kept(cast, sign_in):
    cora, seen = sign_in(cast.cora), plan_of(cast.thames)
    write_plan(programme=cast.thames, by=cast.gwen, said=said(cast), now=cast.now)
    answer = cora.post(path(cast, "write/"), form(cast, on_call="Sam.", seen=str(seen.pk)), follow=True)
    assert "Gwen Hart saved another version while you were writing" in answer.content.decode()
    assert ProgrammePlan.objects.of(cast.thames).count() == 3


def test_the_same_words_again_are_once(cast):
    for _time in range(2):
        write_plan(programme=cast.thames, by=cast.cora, said=said(cast), now=cast.now)
    assert ProgrammePlan.objects.of(cast.thames).count() == 2


def test_only_its_coordinators_and_governance_leads_write_it(cast):
    for person in (cast.anna, cast.sam, cast.tara, cast.odette):
        with pytest.raises(Refusal, match="Only a coordinator or governance lead"):
            write_plan(programme=cast.thames, by=person, said=said(cast), now=cast.now)


@pytest.mark.parametrize("missing", ["order_of_calls", "emergency_contacts", "on_call", "review_on"])
def test_nothing_is_left_out_and_nothing_typed_is_lost(cast, sign_in, missing):
    answer = sign_in(cast.cora).post(path(cast, "write/"), form(cast, **{missing: " "}))
    page = answer.content.decode()
    kept = [words for name, words in form(cast).items() if name != missing]
    assert (answer.status_code, [words in page for words in kept]) == (422, [True] * 3)
    assert ProgrammePlan.objects.of(cast.thames).count() == 1


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_it_is_looked_at_again_within_a_year(cast, sign_in, days):
    day = (cast.now + timedelta(days=days)).date().isoformat()
    answer = sign_in(cast.cora).post(path(cast, "write/"), form(cast, review_on=day))
    assert answer.status_code == 422
    assert "Enter a day after today and within a year." in answer.content.decode()


def test_no_version_is_changed_or_taken_away(cast):
    for change in (lambda rows: rows.update(on_call="nobody"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(ProgrammePlan.objects.all())


def test_the_way_from_the_course_leads_to_the_readers_own_programme(cast, sign_in):
    ways = {name: sign_in(getattr(cast, name)).get("/plan/").headers["Location"] for name in ("anna", "olu", "tara")}
    assert ways == {"anna": path(cast), "olu": f"/plan/{cast.dales.pk}/", "tara": path(cast)}


def test_my_day_leads_those_who_write_it_there_and_says_when_it_is_due(cast, sign_in, no_plan):
    assert "has no plan yet" in sign_in(cast.gwen).get("/me/").content.decode()
    write_plan(programme=cast.thames, by=cast.cora, said=said(cast, review_on=cast.now.date()), now=cast.now)
    assert "due for review since" in sign_in(cast.cora).get("/me/").content.decode()
    write_plan(programme=cast.thames, by=cast.cora, said=said(cast), now=cast.now)
    assert "due for review on" in sign_in(cast.cora).get("/me/").content.decode()
    assert "people.plans" in dict(cards)


LINK = '<a href="/plan/">programme\'s plan</a>'


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>Ask for your programme's plan.</p>", f"<p>Ask for your {LINK}.</p>"),
        ("<p>Our programme&#x27;s plan</p>", '<p>Our <a href="/plan/">programme&#x27;s plan</a></p>'),
        ("<p>Our programme\u2019s plan</p>", '<p>Our <a href="/plan/">programme\u2019s plan</a></p>'),
        ("<h2>The programme's plan</h2>", "<h2>The programme's plan</h2>"),
        ('<p><a href="/x/">the programme\'s plan</a></p>', '<p><a href="/x/">the programme\'s plan</a></p>'),
        ('<p title="programme\'s plan">Planned</p>', '<p title="programme\'s plan">Planned</p>'),
    ],
)
def test_the_words_of_the_course_are_a_way_to_it(html, linked):
    assert with_links_to_the_plan(html) == linked


def test_a_step_that_speaks_of_it_anywhere_ends_with_a_way_to_it(cast, sign_in):
    world = make_world()
    ticks = block(
        "checklist",
        "plan-ticks",
        {
            "intro": "This week.",
            "items": [entry("plan", "I have read our programme's plan"), entry("other", "More")],
        },
    )
    make_step(world.role, "ticking", [ticks], translation_key=fixed_id("step", "ticking"))
    anna = sign_in(cast.anna)
    pages = [anna.get(f"/courses/groups/role/{slug}/", follow=True) for slug in ("ticking", "reading")]
    assert ["Read your programme\u2019s plan" in page.content.decode() for page in pages] == [True, False]
