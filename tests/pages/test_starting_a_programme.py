"""A real programme on an empty site: one command, then its first coordinator's own first page."""

import re
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from certificates.models import Award
from courses.content_files import ModuleFile, read_folder
from courses.models import ModulePage, StepPage
from delivery.services import deliver_due
from directory.models import HelpService
from people.models import Appointment, Invitation, Programme, Region, Role, Specialty, User
from people.services import appoint
from tests.people import make_person
from tests.standing.inviting import invited, joining

GIVEN = {"name": "Severn peer groups", "organisation": "Severn Deanery", "region": "Severn"}
FIRST = {"coordinator": ["ines@example.org"], "governance": ["gil@example.org"]}


def start(**changes) -> str:
    said = StringIO()
    call_command("start_programme", **GIVEN | FIRST | changes, stdout=said)
    return said.getvalue()


def links(said: str) -> list[str]:
    return re.findall(r"http://localhost:8000(/join/\S+)", said)


def test_after_it_a_programme_can_start(db):
    said = start()
    programme = Programme.objects.get()
    assert (programme.slug, programme.region.name, programme.zone) == ("severn-peer-groups", "Severn", "Europe/London")
    assert Award.objects.get().programme == programme
    assert [model.objects.exists() for model in (StepPage, HelpService, Specialty)] == [True, True, True]
    assert [(invitation.email, invitation.role) for invitation in Invitation.objects.order_by("role")] == [
        ("ines@example.org", Role.COORDINATOR),
        ("gil@example.org", Role.GOVERNANCE),
    ]
    assert said.splitlines()[:2] == ["Made:", "  The programme Severn peer groups, with its award."]


def test_it_says_which_modules_wait_for_a_clinicians_review(db):
    said = start()
    waiting = [file for file in read_folder(settings.ROOT / "content") if is_to_be_reviewed(file)]
    drafts = list(ModulePage.objects.filter(live=False).order_by("path").values_list("title", flat=True))
    assert drafts == [file.facts["title"] for file in waiting]
    assert "; ".join(drafts) in said


def is_to_be_reviewed(file: ModuleFile) -> bool:
    return file.facts["gates_authorisation"] or any(step.facts["distressing"] for step in file.steps)


def test_the_printed_link_is_the_mailed_one_and_opens_the_door(db):
    said = start(governance=None)
    deliver_due(timezone.now())
    (path,) = links(said)
    assert [path in message.body for message in mail.outbox] == [True]
    ines = Client()
    assert "You are invited as a coordinator." in ines.get(path).content.decode()
    assert ines.post(path, joining(first_name="Ines", last_name="Ito"))["Location"] == "/me/"
    assert Appointment.objects.get().role == Role.COORDINATOR


def test_running_it_twice_says_so_and_changes_nothing(db):
    first = start()
    before = (list(Invitation.objects.order_by("pk").values()), StepPage.objects.count(), User.objects.count())
    again = start(coordinator=["other@example.org"], organisation="Another")
    assert again.splitlines()[0] == "Severn peer groups is there already. Nothing was changed."
    after = (list(Invitation.objects.order_by("pk").values()), StepPage.objects.count(), User.objects.count())
    assert (after, links(again)) == (before, links(first))


def test_lost_links_are_sent_anew(db, client):
    (old, _governance) = links(start())
    said = StringIO()
    call_command("start_programme", name=GIVEN["name"], again=True, stdout=said)
    new = links(said.getvalue())[0]
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_second_programme_leaves_what_the_site_has(cast):
    start()
    assert sorted(Specialty.objects.values_list("name", flat=True)) == ["Acute medicine", "General surgery"]
    assert Programme.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": None}, "Give --organisation"),
        ({"coordinator": None}, "needs a first coordinator"),
        ({"coordinator": ["ines"]}, "ines is not an email address"),
        ({"zone": "Mars/Olympus"}, "zone: Mars/Olympus is not a time zone"),
        ({"name": "S" * 121}, "name: Ensure this value has at most 120 characters"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_made(db, changes, words):
    with pytest.raises(CommandError, match=f"Nothing was made.*{words}"):
        start(**changes)
    assert [model.objects.count() for model in (Programme, Region, Invitation, StepPage)] == [0, 0, 0, 0]


def first_steps(client) -> list[tuple[str, str, str]]:
    page = BeautifulSoup(client.get("/me/").content, "html.parser")
    heading = next((item for item in page.find_all("h2") if "still needs" in item.get_text()), None)
    tasks = heading.find_next("ul").find_all("li") if heading else []
    parts = (".nhsuk-task-list__link", ".nhsuk-task-list__hint", ".nhsuk-task-list__status")
    return [tuple(task.select_one(part).get_text(strip=True) for part in parts) for task in tasks]


def test_the_first_coordinators_first_page_leads_through(db, now, sign_in):
    start()
    programme, ines = Programme.objects.get(), make_person("Ines Ito")
    appoint(person=ines, role=Role.COORDINATOR, programme=programme, now=now)
    assert first_steps(sign_in(ines)) == [
        ("Invite supervisors", "No one is invited yet", "To do"),
        ("Invite a governance lead", "0 joined, 1 invited", "To do"),
        ("Invite a deputy of the governance lead", "No one is invited yet", "To do"),
        ("Fill in the programme's plan", "Groups can start once it says who to ring", "To do"),
        ("Invite facilitators", "No one is invited yet", "To do"),
        ("Give each facilitator a supervisor", "0 of 0 have one", "To do"),
        ("Pair the facilitators in groups", "0 of 0 are in a pair", "To do"),
    ]


def test_each_step_is_done_by_what_there_is(cast, sign_in, now):
    nia = make_person("Nia New")
    appoint(person=nia, role=Role.FACILITATOR, programme=cast.thames, now=now)
    invited(cast, "max@example.org", Role.SUPERVISOR)
    assert first_steps(sign_in(cast.cora)) == [
        ("Invite supervisors", "5 joined, 1 invited", "Done"),
        ("Invite a governance lead", "1 joined, 0 invited", "Done"),
        ("Ask the governance lead to invite a deputy", "1 joined, 0 invited", "Done"),
        ("Fill in the programme's plan", "Filled in", "Done"),
        ("Invite facilitators", "4 joined, 0 invited", "Done"),
        ("Give each facilitator a supervisor", "3 of 4 have one", "To do"),
        ("Pair the facilitators in groups", "3 of 4 are in a pair", "To do"),
    ]


def test_once_all_is_in_place_the_list_is_gone(cast, sign_in, now):
    assert first_steps(sign_in(cast.cora)) == []


def test_nobody_else_is_shown_it(cast, sign_in, now):
    appoint(person=make_person("Nia New"), role=Role.FACILITATOR, programme=cast.thames, now=now)
    assert [first_steps(sign_in(person)) for person in (cast.anna, cast.sam, cast.gwen)] == [[], [], []]
    assert "What Thames Valley" not in sign_in(cast.odette).get("/me/").content.decode()
