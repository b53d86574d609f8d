"""A clinical lead says that a step cannot wait: on a page of their own, once, with a reason that everyone reads."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from certificates.services import authorise
from confidential.models import AccessEntry
from courses.models import ModulePage, StepPage
from courses.redoing import take_back
from courses.rounds.models import RedoRound
from courses.rounds.services import record_safety_reason
from delivery.models import Effect
from foundation.refusals import Refusal
from people.queries import authorisation_of
from tests.certificates import making
from tests.courses.rounds import ask_again
from tests.screens import SIGNS_OFF
from tests.undone import afterwards_as_before

REASON = "The old text named a number that nobody answers."


@pytest.fixture
def authorised(cast):
    making.publish_course()
    person = making.ready_newcomer(cast)
    authorise(person=person, programme=cast.thames, by=cast.cora, now=cast.now)
    return person


@pytest.fixture
def asked(authorised) -> RedoRound:
    return ask_again(step())


def step() -> StepPage:
    return StepPage.objects.get(slug="one", path__startswith=_gate_path())


def _gate_path() -> str:
    return ModulePage.objects.get(title=making.GATE).path


def address(asked) -> str:
    return reverse("asked_again", args=[asked.pk])


def said(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_it_is_read_by_editors_and_recorded_by_leads_alone(cast, asked, sign_in):
    opened, recorded = set(), set()
    for relation, person in cast.by_relation().items():
        with afterwards_as_before():
            opened |= {relation} if sign_in(person).get(address(asked)).status_code == 200 else set()
            recorded |= {relation} if sign_in(person).post(address(asked)).status_code == 422 else set()
    assert (opened, recorded) == (SIGNS_OFF, {"clinical_lead"})


def test_the_desk_leads_there(cast, asked, sign_in):
    page = sign_in(cast.lena).get(reverse("sign_off"))
    links = [link["href"] for link in BeautifulSoup(page.content, "html.parser").main.select("h2 + ul a")]
    assert links == [address(asked)]


def test_it_says_whom_it_concerns_and_until_when_it_may_wait(cast, asked, sign_in):
    page = said(sign_in(cast.lena).get(address(asked)))
    assert f"No one loses their authorisation until {asked.counts_until:%-d %B %Y}" in page
    assert "1 authorised person has not done it again yet." in page


def test_recorded_it_is_dated_in_the_trail_in_the_history_and_mailed(cast, asked, authorised, sign_in):
    sign_in(cast.lena).post(address(asked), {"reason": REASON})
    asked.refresh_from_db()
    assert (asked.safety_reason, asked.safety_by) == (REASON, cast.lena)
    entry = AccessEntry.objects.get(action="paused")
    assert (entry.owner_id, entry.actor_id, entry.reason, entry.at) == (
        authorised.pk,
        cast.lena.pk,
        REASON,
        asked.safety_at,
    )
    assert list(Effect.objects.filter(kind="mail:redo_for_safety").values_list("recipient", flat=True)) == [
        authorised.pk
    ]
    history = sign_in(cast.eddie).get(reverse("wagtailadmin_pages:history", args=[step().pk])).content.decode()
    assert f"A safety reason: 1 people cannot co-facilitate until they have done it again. {REASON}" in history


def test_the_person_reads_on_my_day_why_by_when_and_where_to_go(cast, asked, authorised, sign_in):
    client, day = sign_in(authorised), f"{asked.counts_until:%-d %B %Y}"
    before = said(client.get("/me/"))
    assert f"Step one : The number has changed. Please do it by {day}" in before
    assert f"What you had finished counts towards your authorisation until {day}" in before
    record_safety_reason(asked=asked, by=cast.lena, reason=REASON, now=cast.now)
    assert f"For a safety reason you cannot co-facilitate until you have done it again: {REASON}" in said(
        client.get("/me/")
    )


def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(cast, asked, sign_in):
    client = sign_in(cast.lena)
    assert "Write the reason." in said(client.post(address(asked), {"reason": " "}))
    long = client.post(address(asked), {"reason": "word " * 41})
    assert (long.status_code, "word word" in said(long)) == (422, True)
    asked.refresh_from_db()
    assert asked.safety_at is None


def test_twice_is_once(cast, asked, sign_in, now):
    record_safety_reason(asked=asked, by=cast.lena, reason=REASON, now=now)
    record_safety_reason(asked=asked, by=cast.lena, reason="Another", now=now)
    assert AccessEntry.objects.filter(action="paused").count() == 1
    assert RedoRound.objects.get().safety_reason == REASON


def test_what_was_taken_back_cannot_be_stopped(cast, asked, now):
    take_back(page=step(), person=cast.eddie, now=now)
    with pytest.raises(Refusal, match="This was undone"):
        record_safety_reason(asked=asked, by=cast.lena, reason=REASON, now=now)


def test_nobody_but_a_lead_of_now_records_one(cast, asked, authorised, now):
    for person in (cast.eddie, cast.cora, authorised):
        with pytest.raises(Refusal):
            record_safety_reason(asked=asked, by=person, reason=REASON, now=now)
    assert authorisation_of(authorised, cast.thames.pk, now) is not None
