"""A participant of a group in Thames, who has no account, at the end of a session."""

from datetime import datetime, timedelta

from bs4 import BeautifulSoup
from django.test import Client

from groups.enquiries.drafts import QUICKEST
from impact.services import write_page
from impact.tickets import Ticket
from tests.people import Cast

SAY, THANKS, ABOUT = "/say/thames/", "/say/thames/thanks/", "/say/thames/about/"
NUMBERS = {"safe": "8", "heard": "7", "less_alone": "6", "worse": "1"}


def ticket(now: datetime, ago: timedelta = 2 * QUICKEST) -> str:
    return str(Ticket.new(now - ago))


def say(client: Client, now: datetime, **given: str):
    """What somebody ticks, a little after the page was opened."""
    return client.post(SAY, {"ticket": ticket(now)} | NUMBERS | given)


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response) -> str:
    return " ".join(page(response).get_text(" ").split())


def asking_the_national_question(cast: Cast, reached_by: str = "") -> None:
    write_page(programme=cast.thames, by=cast.cora, reached_by=reached_by, asks_lonely=True, now=cast.now)
