"""My day shows what each person came to do, and never anybody else's."""

import re

import pytest
from bs4 import BeautifulSoup

from courses.progress.models import StepCompletion
from foundation.cards import Card, cards, first_pages
from pages.my_day import NEEDS_YOU, NEVER_FOLDED, NEXT, PLACES, day_of
from tests.courses.world import complete, make_world
from tests.guards.repository import our_python
from tests.people import make_person


def cards_of(client) -> list[str]:
    return [card.template for card in client.get("/me/").context["cards"]]


def test_the_page_is_signed_in_only(client, db):
    assert client.get("/me/")["Location"] == "/accounts/login/?next=/me/"


def test_it_is_kept_by_no_cache(cast, sign_in):
    assert sign_in(cast.anna).get("/me/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("name", "most"), [("anna", 14), ("sam", 12), ("cora", 23), ("eddie", 10), ("olu", 13)])
def test_everybody_has_a_day_within_the_budget(cast, sign_in, name, most, django_assert_max_num_queries):
    make_world()
    client = sign_in(getattr(cast, name))
    client.get("/me/")
    with django_assert_max_num_queries(most):
        assert client.get("/me/").status_code == 200


def test_who_has_no_part_yet_is_told_who_gives_one(cast, sign_in):
    nora = make_person("Nora Bird")
    page = sign_in(nora).get("/me/").content.decode()
    assert "A coordinator of your programme gives you one" in page
    assert "Nothing is waiting for you." in sign_in(cast.eddie).get("/me/").content.decode()


def test_practice_comes_before_modules_that_are_finished(cast, sign_in, now):
    """In training the next step is on top; afterwards what waits in the group is, and the modules end the page."""
    course = make_world()
    complete(course, "reading", cast.anna, now)
    client = sign_in(cast.anna)
    training = cards_of(client)
    for page in course.steps.values():
        StepCompletion.objects.get_or_create(
            step_id=page.translation_key, person=cast.anna, defaults={"content_version": 1, "completed_at": now}
        )
    practice = cards_of(client)
    assert (training[0], practice[-1]) == ("courses/cards/continue.html", "courses/cards/modules.html")
    order = [practice.index("supervision/logs/card_sessions.html"), practice.index("courses/cards/continue.html")]
    assert order == sorted(order)


def test_each_card_has_its_place_on_the_page():
    """A card whose place is not in the list would be shown to nobody."""
    written = "".join(path.read_text() for path in our_python() if path.name in {"cards.py", "registrations.py"})
    offered = {name for registry in (cards, first_pages) for name, _ in registry}
    more_pressing = {name for name in re.findall(r'"((?:\w+\.){2}\w+)"', written) if name.rpartition(".")[0] in offered}
    assert sorted(PLACES) == sorted(offered | more_pressing)


def first_of(client) -> str | None:
    first = client.get("/me/").context["day"].first
    return first.template if first else None


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("anna", "courses/cards/continue.html"),
        ("sam", "supervision/beginning/supervisor.html"),
        ("cora", "supervision/overlooked/card.html"),
        ("eddie", None),
    ],
)
def test_what_needs_you_now_is_first(cast, sign_in, name, template):
    make_world()
    assert first_of(sign_in(getattr(cast, name))) == template


def test_what_is_first_has_the_only_button_and_the_rest_is_folded(cast, sign_in):
    make_world()
    html = BeautifulSoup(sign_in(cast.anna).get("/me/").content, "html.parser")
    assert [a.get_text(strip=True) for a in html.select(".hf-first .nhsuk-button")] == ["Begin"]
    folds = [
        (fold.h2.get_text(), fold.find(class_="hf-fold__count").get_text(), fold.has_attr("open"))
        for fold in html.select("details.hf-fold")
    ]
    assert folds == [("Under way", "1", False), ("To look up", "1", False)]


def offered(places: tuple[str, ...]) -> dict[str, Card]:
    return {place: Card(place) for place in places}


def folds_as_heard(client) -> list[str]:
    html = BeautifulSoup(client.get("/me/").content, "html.parser")
    for unheard in html.select(".hf-fold [aria-hidden=true]"):
        unheard.decompose()
    return [" ".join(summary.get_text().split()) for summary in html.select(".hf-fold > summary")]


@pytest.mark.parametrize(
    ("name", "heard"), [("anna", ["Under way 1 thing", "To look up 1 thing"]), ("cora", ["To look up 3 things"])]
)
def test_a_screen_reader_hears_what_the_number_of_a_fold_counts(cast, sign_in, name, heard):
    make_world()
    assert folds_as_heard(sign_in(getattr(cast, name))) == heard


@pytest.mark.parametrize("start", range(len(PLACES)))
def test_each_card_is_shown_once_and_no_danger_is_folded(start):
    day = day_of(offered(PLACES[start:]))
    first = [day.first.template] if day.first else []
    following = [card.template for card in day.following]
    folded = [card.template for fold in day.folds for card in fold.cards]
    assert first == [place for place in PLACES[start:] if place in NEEDS_YOU][:1]
    assert sorted(first + following + folded) == sorted(PLACES[start:])
    assert NEVER_FOLDED.isdisjoint(folded)
    assert len([place for place in following if place not in NEVER_FOLDED]) <= NEXT
    assert folded == [place for place in PLACES if place in folded]


@pytest.mark.parametrize(
    "place",
    [
        "concerns.to_act_on.unseen",
        "concerns.to_act_on",
        "check_ins.waiting",
        "check_ins.worried",
        "check_ins.worried.waits",
        "people.addresses",
        "people.plans.pressing",
        "cover.facilitator",
    ],
)
def test_whoever_may_be_in_danger_is_open_among_all_others(place):
    day = day_of(offered(PLACES))
    assert place in [day.first.template, *(card.template for card in day.following)]


def test_a_page_with_nothing_else_opens_what_may_be_looked_up(cast, sign_in):
    html = BeautifulSoup(sign_in(cast.gwen).get("/me/").content, "html.parser")
    assert html.main.find(class_="hf-empty").get_text(strip=True) == "Nothing is waiting for you."
    assert [(fold.h2.get_text(), fold.has_attr("open")) for fold in html.select(".hf-fold")] == [("To look up", True)]
