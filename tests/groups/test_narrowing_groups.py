"""The list of groups is narrowed to one state, beside what is sought in it."""

import pytest
from bs4 import BeautifulSoup

from groups.models import PeerGroup


@pytest.fixture
def many(cast) -> None:
    """More than a page holds, one of them paused."""
    PeerGroup.objects.bulk_create(
        PeerGroup(programme=cast.thames, code_name=f"Group {number:02}", state="running") for number in range(31)
    )
    PeerGroup.objects.create(programme=cast.thames, code_name="Oak", state="paused")


def names(client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [heading.get_text() for heading in page.select(".hf-cards h2")]


def test_one_state_is_shown(cast, sign_in, many):
    assert names(sign_in(cast.cora), "/groups/?state=paused") == ["Oak"]


def test_beside_a_name(cast, sign_in, many):
    client = sign_in(cast.cora)
    found = [names(client, f"/groups/?state={state}&q=oak") for state in ("paused", "running", "")]
    assert found == [["Oak"], [], ["Oak"]]


def test_what_is_not_offered_narrows_nothing(cast, sign_in, many):
    client = sign_in(cast.cora)
    assert names(client, "/groups/?state=heron") == names(client, "/groups/")


def test_it_is_offered_where_there_are_several_pages(cast, sign_in, many):
    """A facilitator has one group, and no box above it."""
    boxes = [
        len(BeautifulSoup(sign_in(person).get("/groups/").content, "html.parser").select("select[name=state]"))
        for person in (cast.cora, cast.anna)
    ]
    assert boxes == [1, 0]


def test_a_state_shows_nobody_a_group_that_is_not_theirs(cast, sign_in, many):
    assert names(sign_in(cast.anna), "/groups/?state=paused") == []
