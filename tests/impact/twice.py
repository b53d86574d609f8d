"""A participant of Thames who answers twice, with a code of six small answers."""

from datetime import datetime
from uuid import uuid4

from django.test import Client

from impact.twice.codes import CODE_QUESTIONS
from impact.twice.models import Wave
from impact.twice.services import answer_wave
from people.models import Programme
from tests.impact.saying import ticket

TWICE, WITHDRAW = "/say/thames/twice/", "/say/thames/withdraw/"
CODE = ("M", "7", "Y", "2", "L", "11")
NUMBERS = {"alone": "7", "mistake": "3", "help": "5", "stay": "8"}
KEYS = [question.key for question in CODE_QUESTIONS]


def typed(code=CODE) -> dict[str, str]:
    return dict(zip(KEYS, code, strict=True))


def answer(client: Client, now: datetime, wave: str = Wave.FIRST, **given: str):
    return client.post(TWICE, {"ticket": ticket(now), "wave": wave} | NUMBERS | typed() | given)


def withdraw(client: Client, now: datetime, **given: str):
    return client.post(WITHDRAW, {"ticket": ticket(now)} | typed() | given)


def told(programme: Programme, wave: Wave, alone: int, code, now: datetime) -> None:
    answer_wave(key=uuid4(), programme=programme, wave=wave, answers={"alone": alone}, code=code, now=now)


def code_of(number: int) -> tuple[str, ...]:
    """No two of them are alike in as many as five answers."""
    return (chr(65 + number % 26), str(number % 31 + 1), chr(65 + number % 25), str(number % 7), "K", str(number % 11))
