"""Whoever hears of it for the first time is told how much it is and who reads what: each in the same words."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from delivery.services import deliver_due
from foundation.templatetags.holdfast import duration
from people.models import Role
from people.templatetags.joining import training
from tests.courses.world import make_step, make_world
from tests.standing.inviting import NEWCOMER, invited, joining, path_of
from tests.standing.test_joining import surgery

# The first module of the world is needed before authorisation: three steps of four minutes.
LENGTH = "about 10 minutes in all, in 3 steps of a few minutes"
GROUP = "45 minutes every fortnight, by video. You and one other facilitator run it together."
MEETINGS = "every four weeks, with a consultant psychiatrist."
READERS = (
    "only you read your reflections. A log of a session is yours until you share it with your supervisor. "
    "Coordinators see dates and what is complete. Nothing goes to ARCP."
)


@pytest.fixture
def world(db):
    return make_world()


def text(client: Client, path: str) -> str:
    return " ".join(BeautifulSoup(client.get(path).content, "html.parser").main.get_text(" ", strip=True).split())


def untold(page: str) -> list[str]:
    return [words for words in (LENGTH, GROUP, MEETINGS, READERS) if words not in page]


def test_the_first_screen_says_it(client, world):
    page = text(client, "/")
    assert untold(page) == []
    assert "The coordinator of your programme invites you by email." in page


def test_the_page_behind_an_invitation_says_it(cast, client, world):
    assert untold(text(client, path_of(invited(cast)))) == []


def test_my_first_day_says_it_and_who_invited_me(cast, client, world):
    client.post(path_of(invited(cast)), joining(specialty=surgery().pk))
    page = text(client, "/me/")
    assert untold(page) == []
    assert "Cora Lind invited you to Thames Valley peer groups, run by A deanery." in page


def test_the_mail_says_it_and_names_nobody(cast, world):
    invited(cast)
    deliver_due(cast.now)
    body = next(item.body for item in mail.outbox if item.to == [NEWCOMER])
    assert "you are invited to Thames Valley peer groups, as a facilitator. It is run by A deanery." in body
    assert "Training: about 10 minutes in all, in short steps, on your phone." in body
    assert "A group: 45 minutes every fortnight" in body
    assert "Supervision: every four weeks" in body
    assert "Who reads what you write: only you, until you share a log with your supervisor." in body
    assert "Cora" not in body


def test_a_supervisor_is_told_of_their_own_part(cast, client, world):
    page = text(client, path_of(invited(cast, role=Role.SUPERVISOR)))
    assert "you meet your facilitators every four weeks" in page
    assert untold(page) == [LENGTH, GROUP, MEETINGS, READERS]


def test_the_length_is_added_up_from_the_steps(world):
    before = training()
    make_step(world.role, "one-more", [], minutes=8)
    after = training()
    assert (before.minutes, after.minutes, after.steps - before.steps) == (12, 20, 1)


def test_nothing_is_said_of_a_training_that_is_not_there(db):
    assert training() is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "5 minutes"), (12, "10 minutes"), (60, "1 hour"), (61, "1 hour"), (163, "2 hours 45 minutes")],
)
def test_a_length_is_said_to_the_nearest_five_minutes(minutes, words):
    assert duration(minutes) == words
