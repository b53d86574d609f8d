"""Two people open the same form, and both send it: the second is never told "done" while the words of one are dropped.

Either both are kept and shown, or the second is refused: told who wrote what, with their own answers still in the form.
Each route that takes a form is here, or says why two writers cannot meet there.
"""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from directory.models import HelpService
from people.models import Role
from tests.access import access_table
from tests.people import appoint, make_person
from tests.supervision import world
from tests.two_writers import NEXT_WEEK, SCENES

OWN = "one's own: nobody else may send it"
PRESS = "a button, without anything to write or choose: twice is once"
ADDS = "adds something new beside what there is"
LIKE_A_ROLE = "the page on which a role is ended"
DECIDED = "one choice: the second is refused, and the page says what was decided"
SAVES_ITSELF = "its words save themselves, and of two texts the writer chooses (tests/confidential)"
ALONE: dict[str, str] = {
    "agreements:agree_to_change": OWN,
    "agreements:detail": OWN,
    "agreements:offer_many": "who has an offer by now is left out, and named",
    "agreements:take_change_back": PRESS,
    "apart:list": OWN,
    "apart:take_back": PRESS,
    "attendance:put_right": ADDS,
    "attendance:seen": PRESS,
    "availability:week": OWN,
    "availability:still_right": PRESS,
    "availability:take_back": PRESS,
    "boosters:answer": OWN,
    "boosters:questions": PRESS,
    "calendar:subscription": OWN,
    "certificates:authorise": PRESS,
    "certificates:issue": PRESS,
    "certificates:issue_many": "each that is ticked by the verb that issues one: twice is once",
    "people:propose_many": "each that is ticked by the verb that proposes to one: twice is once, another is refused",
    "check_ins:ask": PRESS,
    "check_ins:in_touch": PRESS,
    "check_ins:take_back": PRESS,
    "concerns:acknowledge": PRESS,
    "concerns:hand_on": PRESS,
    "concerns:raise": ADDS,
    "concerns:redact": PRESS,
    "concerns:write": "one's own; words that come a second time are a note (tests/supervision/concerns)",
    "confidence:ask": OWN,
    "courses:answer": OWN,
    "courses:bookmark": PRESS,
    "courses:mark_done": PRESS,
    "courses:words": SAVES_ITSELF,
    "cover:change": OWN,
    "cover:changes": OWN,
    "cover:end": PRESS,
    "cover:ends": OWN,
    "cover:leave": OWN,
    "cover:list": OWN,
    "desk:log": "each reader has an answer of their own, and both are kept (below)",
    "enquiries:check": OWN,
    "enquiries:confirm": PRESS,
    "enquiries:decline": PRESS,
    "enquiries:hand_on": DECIDED,
    "enquiries:invite": PRESS,
    "enquiries:leave_place": OWN,
    "enquiries:offer": DECIDED,
    "enquiries:question": OWN,
    "enquiries:set_up": ADDS,
    "enquiries:start": OWN,
    "enquiries:take_back": PRESS,
    "enquiries:take_place": OWN,
    "enquiries:wait": PRESS,
    "enquiries:who_comes": "the first of the pair is shown who comes, the second is told to ask them",
    "enquiries:withdraw": PRESS,
    "enrolment:change": "who was overtaken sees how it is now, and keeps theirs in the form (tests/courses/enrolment)",
    "enrolment:come_back": PRESS,
    "enrolment:enrol": PRESS,
    "enrolment:plan": ADDS,
    "enrolment:withdraw": PRESS,
    "groups:end": LIKE_A_ROLE,
    "groups:end_place": LIKE_A_ROLE,
    "groups:found": ADDS,
    "groups:about": "who was overtaken is told who changed what, and keeps theirs in the form (tests/groups/about)",
    "groups:apology": OWN,
    "groups:accept_stand_in": DECIDED,
    "groups:alone": OWN,
    "groups:stand_in": OWN,
    "groups:join": PRESS,
    "groups:link": "who was overtaken is told who set one, and keeps theirs in the form (tests/groups/joining)",
    "groups:link_away": PRESS,
    "groups:move": DECIDED,
    "groups:news_seen": PRESS,
    "groups:pair": ADDS,
    "groups:withdraw_place": PRESS,
    "protected_time:matter": "who was overtaken reads what is new and sends theirs again (tests/groups/protected_time)",
    "protected_time:new": ADDS,
    "groups:series": "whoever was overtaken sees the list anew, and what they typed (tests/groups/series)",
    "groups:session_new": "as a session is put right",
    "groups:session_presence": OWN,
    "impact:say": "without an account: each answer stands for itself",
    "impact:twice": "without an account: each answer stands for itself",
    "impact:withdraw": "without an account: what is deleted was one's own",
    "logs:again": PRESS,
    "logs:detail": SAVES_ITSELF,
    "logs:redact": PRESS,
    "logs:reply": SAVES_ITSELF,
    "logs:share": OWN,
    "logs:share_as_before": PRESS,
    "logs:start": PRESS,
    "logs:void": OWN,
    "logs:withdraw": PRESS,
    "meetings:answer": OWN,
    "meetings:before": OWN,
    "meetings:said": "what came while the page was open stays (tests/supervision/meetings/test_before_a_meeting.py)",
    "meetings:cancel": OWN,
    "meetings:close_action": OWN,
    "meetings:join": PRESS,
    "meetings:link": "one supervisor; a second tab is told, and keeps its own (tests/supervision/meetings/joining)",
    "meetings:link_away": PRESS,
    "meetings:move": OWN,
    "meetings:begin_series": ADDS,
    "meetings:series": "whoever was overtaken sees the list anew (tests/supervision/meetings/test_repeating.py)",
    "meetings:plan": ADDS,
    "meetings:record": "one supervisor; a second tab has its words shown (tests/supervision/meetings)",
    "own:note": SAVES_ITSELF,
    "own_supervision:days": OWN,
    "own_supervision:take_off": PRESS,
    "pairing:accept": PRESS,
    "pairing:draft": "asks again for the same: what was accepted stays, and the latest day is shown with who asked",
    "pairing:group": "after the first there is nothing left: the second is led to the group",
    "pairing:release": PRESS,
    "pages:my_words": "a search",
    "pages:take_my_data": PRESS,
    "people:settle_address": "what was settled first stands, and is shown",
    "people:stop_address": PRESS,
    "people:declaration": OWN,
    "reviews:another": OWN,
    "reviews:another_back": PRESS,
    "reviews:begin": PRESS,
    "reviews:final": SAVES_ITSELF,
    "reviews:redact": PRESS,
    "reviews:show": OWN,
    "reviews:talked": "the first day stands, and is shown; the second finds the page with it",
    "reviews:write": SAVES_ITSELF,
    "people:invite": ADDS,
    "people:invite_many": ADDS,
    "people:join": OWN,
    "people:leave_programme": LIKE_A_ROLE,
    "people:put_away": PRESS,
    "people:send_again": PRESS,
    "people:telephone": OWN,
    "people:telephoned": PRESS,
    "people:withdraw_invitation": PRESS,
    "people:withdraw_proposal": PRESS,
    "practice:adjustments": SAVES_ITSELF,
    "practice:answer": OWN,
    "practice:cancel": "what was chosen first stands, and is shown",
    "practice:correct": ADDS,
    "practice:invite": ADDS,
    "practice:not_right": OWN,
    "practice:observe": ADDS,
    "practice:observed": SAVES_ITSELF,
    "practice:plan": ADDS,
    "practice:shadow": ADDS,
    "practice:sheet": SAVES_ITSELF,
    "problems:report": ADDS,
    "refresher:back": PRESS,
    "refresher:standing": OWN,
    "refresher:pause": OWN,
    "reminders:choices": OWN,
    "second_factor:reset": "after the first there is nothing left, and the words of the second come back",
    "words:choose": SAVES_ITSELF,
    "words:earlier": SAVES_ITSELF,
    "words:keep": PRESS,
    "words:save": SAVES_ITSELF,
}


def test_every_route_that_takes_a_form_is_here_or_says_why_not():
    takes = {name for name, access in access_table().items() if access.post}
    assert takes == set(SCENES) | set(ALONE)
    assert set(SCENES) & set(ALONE) == set()


def hidden(html: str, url: str) -> dict[str, str]:
    """What the form that is sent to `url` carries along unseen."""
    forms = BeautifulSoup(html, "html.parser").select("form[method=post]")
    found = [form for form in forms if form.get("action", url) == url and not form.select_one("[name=call_off]")]
    inputs = found[0].select("input[type=hidden]")
    return {item["name"]: item.get("value", "") for item in inputs if item["name"] != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("name", SCENES)
def test_of_two_writers_neither_loses_a_word(cast, sign_in, name):
    scene = SCENES[name](cast)
    page = scene.page or scene.url
    first, second = sign_in(getattr(cast, scene.first)), sign_in(getattr(cast, scene.second))
    sent_first, to = dict(scene.first_sends), str(scene.first_sends.get("to", scene.url))
    sent_first.pop("to", None)
    before_first = hidden(first.get(scene.page or to).content.decode(), to)
    before_second = hidden(second.get(page).content.decode(), scene.url)
    assert first.post(to, {**before_first, **sent_first}).status_code == 302
    answer = second.post(scene.url, {**before_second, **scene.second_sends})
    told = (second.get(answer.url) if answer.status_code == 302 else answer).content.decode()
    text = BeautifulSoup(told, "html.parser").get_text(" ", strip=True)
    for words in (*scene.tells, *scene.own_words):
        assert words in told or words in text
    if not scene.again:
        return
    assert answer.status_code != 302
    once_more = {**hidden(told, scene.url), **scene.second_sends}
    assert second.post(scene.url, once_more).status_code == 302


def test_both_who_read_a_log_have_an_answer_of_their_own(cast, sign_in):
    version = world.shared_log(cast, cast.anna)
    url = reverse("desk:log", args=[version.pk])
    clients = {name: sign_in(getattr(cast, name)) for name in ("sam", "clara")}
    before = {name: hidden(client.get(url).content.decode(), url) for name, client in clients.items()}
    for name, client in clients.items():
        sent = {"part-notes": f"a note of {name}", "outcome": "read", "action": "release"}
        assert client.post(url, {**before[name], **sent}).status_code == 302
    page = sign_in(cast.anna).get(f"/logs/{version.log_id}/").content.decode()
    assert [f"a note of {name}" in page for name in clients] == [True, True]


LINE = {
    "shown": "on",
    "name": "Line",
    "what_for": "Talking",
    "need": "talk",
    "strength": "urgent",
    "audience": "anyone",
    "position": 1,
    "phone": "116 123",
    "text_number": "",
    "web": "",
    "hours": "Always",
    "nations": "England",
}


def test_of_two_editors_of_a_service_the_second_reads_the_first(cast, sign_in, now):
    service = HelpService.objects.create(**{**LINE, "shown": True}, last_checked=date(2026, 11, 2))
    edna_cole = make_person("Edna Cole")
    appoint(edna_cole, Role.EDITOR, cast.thames, now - NEXT_WEEK)
    edna_cole.groups.set(cast.eddie.groups.all())
    url = f"/admin/help-services/edit/{service.pk}/"
    eddie, edna = sign_in(cast.eddie), sign_in(edna_cole)
    sent = {**LINE, "last_checked": "2026-11-02"}
    pages = [
        BeautifulSoup(item.get(url).content, "html.parser").select_one("[name=seen]")["value"] for item in (eddie, edna)
    ]
    assert eddie.post(url, {**sent, "phone": "116 124", "seen": pages[0]}).status_code == 302
    answer = edna.post(url, {**sent, "hours": "At night", "seen": pages[1]})
    page = BeautifulSoup(answer.content, "html.parser")
    text = page.get_text(" ", strip=True)
    assert "Eddie Park has changed this since you opened it" in text
    assert "Phone: 116 124; Hours: Always" in text
    assert page.select_one("[name=hours]")["value"] == "At night"
    service.refresh_from_db()
    assert (service.phone, service.hours) == ("116 124", "Always")
    again = {**sent, "hours": "At night", "seen": page.select_one("[name=seen]")["value"]}
    assert edna.post(url, again).status_code == 302
    service.refresh_from_db()
    assert (service.phone, service.hours) == ("116 123", "At night")
