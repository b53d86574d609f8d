"""Nothing that is open is left out of a page, however much there is; what is closed comes thirty at a time."""

from datetime import timedelta

from foundation.paging import A_PAGE
from supervision.concerns.models import Concern
from tests.supervision.world import concern


def many(cast, count: int = A_PAGE + 1) -> list[Concern]:
    """Raised by Anna, whom Sam supervises: so many, a minute after one another."""
    return [concern(cast, cast.anna, now=cast.now - timedelta(minutes=number)) for number in range(count)]


def closed(cast) -> None:
    many(cast)
    Concern.objects.update(
        state="closed",
        acknowledged_at=cast.now,
        acknowledged_by=cast.sam,
        plan_agreed_at=cast.now,
        closed_at=cast.now,
        outcome="resolved",
    )


def test_all_that_is_open_is_on_the_page_of_whoever_is_to_act(cast, sign_in):
    many(cast)
    around = sign_in(cast.sam).get("/concerns/").context["around"]
    assert (len(around.to_act_on), len(around.raised)) == (A_PAGE + 1, 0)


def test_all_that_is_open_is_on_the_page_of_who_raised_it(cast, sign_in):
    many(cast)
    around = sign_in(cast.anna).get("/concerns/").context["around"]
    assert (len(around.raised), len(around.to_act_on)) == (A_PAGE + 1, 0)


def test_a_coordinator_learns_of_all_that_is_open(cast, sign_in):
    many(cast)
    assert len(sign_in(cast.cora).get("/concerns/").context["around"].existing) == A_PAGE + 1


def test_what_is_closed_comes_in_pages_for_both(cast, sign_in):
    closed(cast)
    for person in (cast.anna, cast.sam):
        client = sign_in(person)
        pages = [client.get(f"/concerns/?page={number}").context["page"] for number in (1, 2)]
        assert [len(page) for page in pages] == [A_PAGE, 1]
        assert len({found.pk for page in pages for found in page}) == A_PAGE + 1


def test_nobody_else_finds_a_closed_one(cast, sign_in):
    closed(cast)
    for person in (cast.ben, cast.stella, cast.cora, cast.oscar):
        assert list(sign_in(person).get("/concerns/").context["page"]) == []
