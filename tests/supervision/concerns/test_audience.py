"""The page names who would read a concern before it is raised: exactly those whom the permission lets in afterwards."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from confidential.audience import audience
from people.holds.services import hold_notices
from people.models import CoverWindow
from supervision.concerns.models import About, Concern, Urgency
from supervision.concerns.routing import who_would_read
from tests.supervision import world


def nothing_special(cast):
    """Sam supervises, Clara covers for him, Gwen leads, Dora is her deputy."""


def nobody_covers(cast):
    CoverWindow.objects.filter(cover=cast.clara).update(ends_at=cast.now)


def nobody_supervises(cast):
    held = world.assignment(cast.anna, cast.sam)
    type(held).objects.filter(pk=held.pk).update(ends_at=cast.now)


def the_supervisor_has_left(cast):
    cast.sam.appointments.update(ends_at=cast.now)


def the_supervisor_is_out_of_reach(cast):
    hold_notices(person=cast.sam, programme=cast.thames, reason="illness", by=cast.cora, now=cast.now)


def nobody_leads(cast):
    cast.gwen.appointments.update(ends_at=cast.now)


SCENES = [
    nothing_special,
    nobody_covers,
    nobody_supervises,
    the_supervisor_has_left,
    the_supervisor_is_out_of_reach,
    nobody_leads,
]


@pytest.mark.parametrize("urgency", Urgency.values)
@pytest.mark.parametrize("about", About.values)
@pytest.mark.parametrize("scene", SCENES)
def test_those_named_before_are_those_let_in_afterwards(cast, scene, about, urgency):
    scene(cast)
    before = {str(person) for person in who_would_read(cast.anna, cast.thames, about, urgency, cast.now)}
    raised = world.concern(cast, cast.anna, about=about, urgency=urgency)
    assert before == {str(item) for item in audience(raised, cast.now)}


def lines(page) -> list[str]:
    found = BeautifulSoup(page.content, "html.parser").select(".hf-audience")
    return [" ".join(line.get_text(" ").split()) for line in found]


def test_the_first_page_names_them(cast, sign_in):
    (line,) = lines(sign_in(cast.anna).get("/concerns/raise/"))
    assert line == (
        "If it is about none of these people: You, Sam Reyes and Clara Voss. If you choose “now”, or could not reach "
        "anyone: You, Sam Reyes, Clara Voss, Gwen Hart and Dora Finch."
    )


def test_the_page_of_the_words_knows_whom_it_is_about(cast, sign_in):
    page = sign_in(cast.anna).post("/concerns/raise/", {"urgency": "today", "about": "supervisor"})
    assert lines(page) == [
        "You and Gwen Hart. If you choose “now”, or could not reach anyone: You, Gwen Hart and Dora Finch."
    ]


def test_the_page_of_a_concern_names_who_reads_it_now(cast, sign_in):
    raised = world.concern(cast, cast.anna)
    anna = sign_in(cast.anna)
    assert lines(anna.get(f"/concerns/{raised.pk}/")) == ["You, Sam Reyes and Clara Voss can read this now"]
    Concern.objects.filter(pk=raised.pk).update(handed_on_at=cast.now - timedelta(minutes=1))
    assert lines(anna.get(f"/concerns/{raised.pk}/")) == ["You, Sam Reyes, Clara Voss and Gwen Hart can read this now"]


def test_before_the_words_of_an_alarm_they_are_named_too(cast, sign_in):
    anna = sign_in(cast.anna)
    told = anna.post("/concerns/raise/", {"urgency": "now", "about": "none"})
    page = anna.get(told.url.replace("/ring/", "/write/"))
    assert lines(page) == ["You, Sam Reyes, Clara Voss, Gwen Hart and Dora Finch can read this now"]
