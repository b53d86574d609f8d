"""My day shows what each person came to do, and never anybody else's."""

import pytest

from tests.courses.world import make_world
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
    with django_assert_max_num_queries(16):
        assert client.get("/me/").status_code == 200


def test_who_has_no_part_yet_is_told_who_gives_one(cast, sign_in):
    nora = make_person("Nora Bird")
    page = sign_in(nora).get("/me/").content.decode()
    assert "A coordinator of your programme gives you one" in page
    assert "Nothing is waiting for you." in sign_in(cast.eddie).get("/me/").content.decode()
