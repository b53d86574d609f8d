"""My day shows what each person came to do, and never anybody else's."""

import re

import pytest

from courses.models import StepCompletion
from foundation.cards import cards, first_pages
from pages.my_day import PLACES
from tests.courses.world import complete, make_world
from tests.guards.repository import our_python
from tests.people import make_person


def cards_of(client) -> list[str]:
    return [card.template for card in client.get("/me/").context["cards"]]


def test_the_page_is_signed_in_only(client, db):
    assert client.get("/me/")["Location"] == "/accounts/login/?next=/me/"


def test_it_is_kept_by_no_cache(cast, sign_in):
    assert sign_in(cast.anna).get("/me/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", ["anna", "sam", "cora", "eddie", "olu"])
def test_everybody_has_a_day_within_the_budget(cast, sign_in, name, django_assert_max_num_queries):
    make_world()
    client = sign_in(getattr(cast, name))
    client.get("/me/")
    with django_assert_max_num_queries(20):
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
