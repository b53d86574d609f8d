"""Two people open the same form, and both send it: the second is never told "done" while the words of one are dropped.

Either both are kept and shown, or the second is refused: told who wrote what, with their own answers still in the form.
Each route that takes a form is here, or says why two writers cannot meet there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from directory.models import HelpService
from people.models import Appointment, Role
from supervision.agreements.models import SupervisionAgreement
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern
from tests.access import access_table
from tests.certificates.making import annas_certificate
from tests.people import Cast, appoint, make_person
from tests.supervision import world

NEXT_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Scene:
    """`first` sends `one`, then `second` sends `other`, from pages that both opened before.

    `tells`: the second must read all of this, of what the first wrote, in the answer or on the page it leads to.
    `kept`: of their own words, likewise. `again`: pressed once more, theirs is taken.
    """

    url: str
    first: str
    second: str
    one: dict[str, object]
    other: dict[str, object]
    tells: tuple[str, ...]
    kept: tuple[str, ...]
    again: bool = False
    # Where the form stands, if it is not at the address that takes it.
    page: str = ""
    before: Callable[[], object] = field(default=lambda: None)


def role_of(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR, ends_at=None)


def another(cast: Cast, role: Role) -> None:
    """Farah holds the role as well."""
    appoint(cast.farah, role, cast.thames, cast.now - NEXT_WEEK)


def proposing(cast: Cast) -> Scene:
    another(cast, Role.COORDINATOR)
    cast.anna.supervised_by.all().update(ends_at=cast.now)
    # Either would split the pair, and both mean it.
    one, other = ({"supervisor": who.pk, "meant": who.pk} for who in (cast.stella, cast.clara))
    url = reverse("people:propose", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        one,
        other,
        ("Cora Lind has proposed Stella Moore",),
        (f'value="{cast.clara.pk}"', "checked"),
        again=True,
    )


def handing_over(cast: Cast) -> Scene:
    another(cast, Role.COORDINATOR)
    to_stella, to_clara = (
        reverse("people:hand_over", args=[role_of(cast).pk, one.pk]) for one in (cast.stella, cast.clara)
    )
    return Scene(
        to_clara,
        "cora",
        "farah",
        {"to": to_stella},
        {},
        ("Cora Lind has proposed Stella Moore",),
        ("Clara Voss for Anna Okoye",),
        again=True,
    )


def ending_a_role(cast: Cast) -> Scene:
    another(cast, Role.COORDINATOR)
    days = [(cast.now + timedelta(days=n)).date() for n in (40, 50)]
    one, other = ({"last_day": f"{day:%Y-%m-%d}"} for day in days)
    url = reverse("people:end_role", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        one,
        other,
        ("Cora Lind decided this", f"{days[0]:%-d %B %Y}"),
        (f"{days[1]:%Y-%m-%d}",),
        again=True,
    )


def holding(cast: Cast) -> Scene:
    url = reverse("people:hold", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "gwen",
        {"reason": "illness"},
        {"reason": "death"},
        ("Cora Lind has already put these notices on hold",),
        ("ring them before anyone is told",),
    )


def correcting(cast: Cast) -> Scene:
    another(cast, Role.COORDINATOR)
    url = reverse("people:correct", args=[role_of(cast).pk])
    specialty = cast.anna.memberships.get(ends_at=None).specialty_id
    one, other = ({"first_name": "Anna", "last_name": name, "specialty": specialty} for name in ("Bell", "Clay"))
    return Scene(url, "cora", "farah", one, other, ("Anna Bell",), ('value="Clay"',), again=True)


def the_programmes_plan(cast: Cast) -> Scene:
    day = f"{(cast.now + timedelta(days=90)).date():%Y-%m-%d}"
    said = {"emergency_contacts": "in the safe", "on_call": "the duty doctor", "review_on": day}
    url = reverse("people:write_plan", args=[cast.thames.pk])
    return Scene(
        url,
        "cora",
        "gwen",
        {**said, "order_of_calls": "first the bridge"},
        {**said, "order_of_calls": "first the ferry"},
        ("Cora Lind saved another version", "first the bridge"),
        ("first the ferry",),
    )


def revoking(cast: Cast) -> Scene:
    another(cast, Role.GOVERNANCE)
    url = reverse("certificates:revoke", args=[annas_certificate(cast).pk])
    one, other = ({"reason": words, "spoken": "on"} for words in ("issued in error", "two sessions short"))
    return Scene(
        url, "gwen", "farah", one, other, ("Gwen Hart did this before you", "issued in error"), ("two sessions short",)
    )


def replacing(cast: Cast) -> Scene:
    another(cast, Role.COORDINATOR)
    url = reverse("certificates:replace", args=[annas_certificate(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        {"reason": "surname misspelt"},
        {"reason": "wrong specialty"},
        ("Cora Lind did this before you", "surname misspelt"),
        ("wrong specialty",),
    )


def offering(cast: Cast) -> Scene:
    """One supervisor in two tabs."""
    SupervisionAgreement.objects.filter(assignment__facilitator=cast.anna).delete()
    url = reverse("agreements:offer", args=[world.assignment(cast.anna, cast.sam).pk])
    one, other = ({"weeks_between": weeks, "minutes": 60, "contact": "both"} for weeks in (3, 5))
    return Scene(url, "sam", "sam", one, other, ("every 3 weeks",), ('value="5"',), again=True)


def on_a_concern(verb: str, one: dict, other: dict, first="sam", second="clara", **more) -> Callable[[Cast], Scene]:
    def scene(cast: Cast) -> Scene:
        raised = acknowledge_concern(concern=world.concern(cast, cast.anna), by=cast.sam, now=cast.now)
        if verb in ("close", "reopen"):
            look = (cast.now + NEXT_WEEK).date()
            agree_plan(concern=raised, by=cast.sam, words="a plan", look_again_on=look, now=cast.now)
        if verb == "reopen":
            close_concern(concern=raised, by=cast.sam, outcome="resolved", now=cast.now)
        day = {"look_again_on": f"{(cast.now + NEXT_WEEK).date():%Y-%m-%d}"} if verb == "plan" else {}
        url, page = reverse(f"concerns:{verb}", args=[raised.pk]), reverse("concerns:detail", args=[raised.pk])
        return Scene(url, first, second, one | day, other | day, page=page, **more)

    return scene


def a_session(cast: Cast) -> Scene:
    session = world.alder_session(cast)
    facts = {
        "local_date": session.local_date,
        "local_start": f"{session.local_start:%H:%M}",
        "state": "held",
        "newcomers": 0,
        "facilitators": [cast.anna.pk, cast.ben.pk],
        "attending": 5,
    }
    url = reverse("groups:session_edit", args=[session.pk])
    return Scene(
        url,
        "anna",
        "ben",
        {**facts, "minutes": 47},
        {**facts, "minutes": 53},
        ("47", "Anna Okoye"),
        ('value="53"',),
        again=True,
    )


SCENES: dict[str, Callable[[Cast], Scene]] = {
    "people:propose": proposing,
    "people:hand_over": handing_over,
    "people:end_role": ending_a_role,
    "people:hold": holding,
    "people:correct": correcting,
    "people:write_plan": the_programmes_plan,
    "certificates:revoke": revoking,
    "certificates:replace": replacing,
    "agreements:offer": offering,
    "groups:session_edit": a_session,
    "concerns:plan": on_a_concern(
        "plan",
        {"words": "sam rings", "seen": 0},
        {"words": "clara rings", "seen": 0},
        tells=("sam rings",),
        kept=("clara rings",),
    ),
    "concerns:note": on_a_concern(
        "note",
        {"words": "a note of hers"},
        {"words": "a note of his"},
        first="anna",
        tells=("a note of hers",),
        kept=("a note of his",),
    ),
    "concerns:close": on_a_concern(
        "close",
        {"outcome": "resolved", "words": "it is over"},
        {"outcome": "supported", "words": "still watching"},
        tells=("Sam Reyes had already closed it", "it is over"),
        kept=("still watching",),
    ),
    "concerns:reopen": on_a_concern(
        "reopen",
        {"words": "it came back"},
        {"words": "they rang me"},
        tells=("It had already been opened again", "it came back"),
        kept=("they rang me",),
    ),
}

OWN = "one's own: nobody else may send it"
PRESS = "a button, without anything to write or choose: twice is once"
ADDS = "adds something new beside what there is"
LIKE_A_ROLE = "the page on which a role is ended"
KEPT = "its words save themselves, and of two texts the writer chooses (tests/confidential)"
ALONE: dict[str, str] = {
    "agreements:detail": OWN,
    "attendance:put_right": ADDS,
    "attendance:seen": PRESS,
    "certificates:authorise": PRESS,
    "certificates:issue": PRESS,
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
    "courses:mark_done": PRESS,
    "courses:words": KEPT,
    "cover:change": OWN,
    "cover:changes": OWN,
    "cover:end": PRESS,
    "cover:ends": OWN,
    "cover:leave": OWN,
    "cover:list": OWN,
    "desk:log": "each reader has an answer of their own, and both are kept (below)",
    "groups:end": LIKE_A_ROLE,
    "groups:end_place": LIKE_A_ROLE,
    "groups:found": ADDS,
    "groups:move": PRESS,
    "groups:news_seen": PRESS,
    "groups:pair": ADDS,
    "groups:session_new": "as a session is put right",
    "groups:session_presence": OWN,
    "logs:again": PRESS,
    "logs:detail": KEPT,
    "logs:redact": PRESS,
    "logs:reply": KEPT,
    "logs:share": OWN,
    "logs:share_as_before": PRESS,
    "logs:start": PRESS,
    "logs:void": OWN,
    "logs:withdraw": PRESS,
    "meetings:answer": OWN,
    "meetings:cancel": OWN,
    "meetings:close_action": OWN,
    "meetings:plan": ADDS,
    "meetings:record": "one supervisor; a second tab has its words shown (tests/supervision/meetings)",
    "pages:my_words": "a search",
    "pages:take_my_data": PRESS,
    "people:settle_address": "what was settled first stands, and is shown",
    "people:stop_address": PRESS,
    "people:declaration": OWN,
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
    "second_factor:reset": "after the first there is nothing left, and the words of the second come back",
    "words:choose": KEPT,
    "words:earlier": KEPT,
    "words:keep": PRESS,
    "words:save": KEPT,
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
    return {one["name"]: one.get("value", "") for one in inputs if one["name"] != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("name", SCENES)
def test_of_two_writers_neither_loses_a_word(cast, sign_in, name):
    scene = SCENES[name](cast)
    page = scene.page or scene.url
    first, second = sign_in(getattr(cast, scene.first)), sign_in(getattr(cast, scene.second))
    sent_first, to = dict(scene.one), str(scene.one.get("to", scene.url))
    sent_first.pop("to", None)
    before_first = hidden(first.get(scene.page or to).content.decode(), to)
    before_second = hidden(second.get(page).content.decode(), scene.url)
    assert first.post(to, {**before_first, **sent_first}).status_code == 302
    answer = second.post(scene.url, {**before_second, **scene.other})
    told = (second.get(answer.url) if answer.status_code == 302 else answer).content.decode()
    text = BeautifulSoup(told, "html.parser").get_text(" ", strip=True)
    for words in (*scene.tells, *scene.kept):
        assert words in told or words in text
    if not scene.again:
        return
    assert answer.status_code != 302
    once_more = {**hidden(told, scene.url), **scene.other}
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


def test_of_two_editors_of_a_help_service_the_second_reads_what_the_first_wrote(cast, sign_in, now):
    service = HelpService.objects.create(**{**LINE, "shown": True}, last_checked=date(2026, 11, 2))
    other = make_person("Edna Cole")
    appoint(other, Role.EDITOR, cast.thames, now - NEXT_WEEK)
    other.groups.set(cast.eddie.groups.all())
    url = f"/admin/help-services/edit/{service.pk}/"
    eddie, edna = sign_in(cast.eddie), sign_in(other)
    sent = {**LINE, "last_checked": "2026-11-02"}
    pages = [
        BeautifulSoup(one.get(url).content, "html.parser").select_one("[name=seen]")["value"] for one in (eddie, edna)
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
