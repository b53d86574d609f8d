"""A step shows its handouts with what they are for; who may not have them is told how they open."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.handouts import services
from courses.models import StepPage
from tests.courses.handouts.making import PDF, a_handout, a_step_with, shown, upload, word
from tests.courses.world import TAKEAWAY, make_step

HOW_IT_OPENS = (
    "Handouts are for people who take part in a programme or have begun this course. Finish a step to open it."
)


def cards(client, address: str) -> list[tuple[str, str]]:
    """(words, where its link leads) of each handout on the page."""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        (" ".join(card.get_text(" ").split()), card.a["href"] if card.a else "") for card in html.select(".hf-handout")
    ]


@pytest.fixture
def address(world, handout) -> str:
    return f"/courses/groups/{world.risk.slug}/printing/"


def test_it_says_what_it_is_for_how_large_and_where_to_get_it(cast, sign_in, handout, address):
    assert cards(sign_in(cast.anna), address) == [
        (f"Handout Contact card (PDF, {len(PDF)} bytes) Whom to ring.", f"/courses/groups/handouts/{handout.pk}/")
    ]


def test_whoever_may_not_have_it_is_told_how_it_opens(cast, sign_in, handout, address):
    ((words, link),) = cards(sign_in(cast.gwen), address)
    assert (words, link) == (f"Handout Contact card Whom to ring. {HOW_IT_OPENS}", "")


def test_one_that_is_not_drawn_yet_says_so(cast, sign_in, handout, address):
    handout.file = None
    handout.save()
    ((words, link),) = cards(sign_in(cast.anna), address)
    assert (words, link) == (
        "Handout Contact card Whom to ring. The file is being made. Open this page again in a minute.",
        "",
    )


def test_a_new_title_is_seen_at_once(cast, sign_in, handout, address):
    client = sign_in(cast.anna)
    cards(client, address)
    services.change_handout(handout=handout, title="<b>New</b>", purpose="P", by=cast.eddie, now=cast.now)
    assert cards(client, address)[0][0] == f"Handout <b>New</b> (PDF, {len(PDF)} bytes) P"


def test_a_removed_or_missing_one_leaves_nothing(cast, sign_in, world):
    gone = services.remove_handout(handout=a_handout(cast), by=cast.eddie, now=cast.now)
    page = make_step(world.risk, "empty", [shown(gone, "gone"), shown(None, "none"), TAKEAWAY])
    response = sign_in(cast.anna).get(page.url)
    assert (response.status_code, "hf-handout" in response.content.decode()) == (200, False)


def test_the_course_lists_all_of_them_once_in_its_order(cast, sign_in, world, handout):
    second = a_handout(cast, "Another")
    a_step_with(world, second, handout, slug="later")
    html = BeautifulSoup(sign_in(cast.anna).get("/courses/groups/").content, "html.parser")
    assert [link["href"] for link in html.select(".hf-handouts a")] == [
        f"/courses/groups/handouts/{item.pk}/" for item in (handout, second)
    ]
    assert BeautifulSoup(sign_in(cast.gwen).get("/courses/groups/").content, "html.parser").select(".hf-handouts") == []


def test_pages_cost_the_same_with_one_and_with_ten(cast, sign_in, world, address):
    def cost() -> list[int]:
        client, found = sign_in(cast.anna), []
        for page in (address, "/courses/groups/"):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            found.append(len(queries))
        return found

    at_one = cost()
    page = world.risk.get_children().get(slug="printing").specific
    for number in range(9):
        page.body.append(("handout", a_handout(cast, f"Handout {number}")))
    page.save_revision().publish()
    assert cost() == at_one
    assert len(cards(sign_in(cast.anna), address)) == 10


def test_a_replaced_file_keeps_its_address(cast, sign_in, handout, address):
    before = cards(sign_in(cast.anna), address)[0][1]
    services.change_handout(
        handout=handout, title="Contact card", purpose="P", upload=upload(word()), by=cast.eddie, now=cast.now
    )
    assert cards(sign_in(cast.anna), address)[0][1] == before


def test_an_editor_opens_the_step_again_with_what_was_chosen(cast, sign_in, world, handout):
    step = StepPage.objects.get(slug="printing")
    step.save_revision(user=cast.eddie)
    answer = sign_in(cast.eddie).get(reverse("wagtailadmin_pages:edit", args=[step.pk]))
    assert answer.status_code == 200
    (chosen,) = [part["value"] for part in state_of(step) if part["type"] == "handout"]
    assert (chosen["id"], chosen["title"]) == (str(handout.pk), "Contact card")
    # As Wagtail writes it into the page.
    assert json.loads(json.dumps(chosen)) == chosen


def state_of(step: StepPage) -> list[dict[str, Any]]:
    body = step.get_latest_revision_as_object().body
    state: list[dict[str, Any]] = body.stream_block.get_form_state(body)
    return state
